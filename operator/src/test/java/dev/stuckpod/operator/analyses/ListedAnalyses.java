package dev.stuckpod.operator.analyses;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** Knows what the API server has, because it asks each time: no test waits for a watch. */
public record ListedAnalyses(KubernetesClient client) implements KnownAnalyses {

  @Override
  public List<AnalysisView> in(String namespace) {
    return client.resources(AnalysisView.class).inNamespace(namespace).list().getItems();
  }

  @Override
  public List<AnalysisView> all() {
    return client.resources(AnalysisView.class).inAnyNamespace().list().getItems();
  }

  @Override
  public Optional<AnalysisView> find(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(AnalysisView.class).inNamespace(namespace).withName(name).get());
  }
}
