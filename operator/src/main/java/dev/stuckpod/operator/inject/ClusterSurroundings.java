package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Asks the API server. */
final class ClusterSurroundings implements Surroundings {

  private final KubernetesClient client;
  private final LimitsReader limits;
  private final Workloads workloads;
  private final FailingSidecars failing;
  private final ImageUsers users;

  ClusterSurroundings(KubernetesClient client, ImageUsers users, Clock clock) {
    this.client = client;
    this.users = users;
    limits = new LimitsReader(client, clock);
    workloads = new Workloads(client);
    failing = new FailingSidecars(client, clock);
  }

  @Override
  public NamespaceFacts namespace(String name) {
    Namespace found = client.namespaces().withName(name).get();
    Map<String, String> labels = found == null ? null : found.getMetadata().getLabels();
    return new NamespaceFacts(name, labels == null ? Map.of() : labels);
  }

  @Override
  public NamespaceLimits limits(String namespace) {
    return limits.read(namespace);
  }

  @Override
  public Workload workload(Pod pod, String namespace) {
    return workloads.of(pod, namespace);
  }

  @Override
  public Optional<String> failingSidecar(String namespace, String image) {
    return failing.find(namespace, image);
  }

  @Override
  public RunAs user(String namespace, String image) {
    return users.find(namespace, image);
  }
}
