package dev.stuckpod.cli.loadtest.window;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods that a window is about, as they are before the load begins: a gate that nobody could
 * look for says so at once, and not after the load.
 *
 * @param names of the pods
 * @param withSidecar how many of them could be looked at
 */
public record Targets(List<String> names, int withSidecar) {

  /** The sidecar's container, whoever injects it. */
  private static final String SIDECAR = "stuckpod";

  /** As many as a window watches. */
  private static final long MOST = 200;

  public Targets {
    names = List.copyOf(names);
  }

  /**
   * Finds them.
   *
   * @return empty where the user may not list pods, so that nothing is known
   * @throws CommandException if a policy is not there
   */
  public static Optional<Targets> of(LoadTestWindowSpec spec, KubernetesClient client)
      throws CommandException {
    try {
      Map<String, Pod> pods = new LinkedHashMap<>();
      for (LabelSelector selector : selectors(spec, client)) {
        client
            .pods()
            .withLabelSelector(selector)
            .list(new ListOptionsBuilder().withLimit(MOST).build())
            .getItems()
            .forEach(pod -> pods.put(pod.getMetadata().getName(), pod));
      }
      long watchable = pods.values().stream().filter(Targets::hasSidecar).count();
      return Optional.of(new Targets(List.copyOf(pods.keySet()), (int) watchable));
    } catch (KubernetesClientException failed) {
      if (failed.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /** Why nobody could tell whether one of them gets stuck; empty where somebody can. */
  public Optional<String> hopeless(String namespace) {
    if (names.isEmpty()) {
      return Optional.of(
          "No pod of namespace %s is selected: check --selector, --policy and -n"
              .formatted(namespace));
    }
    return withSidecar > 0
        ? Optional.empty()
        : Optional.of(
            "None of the %d pods, such as %s, has a sidecar: label them stuckpod.dev/inject=true and restart them by kubectl rollout restart"
                .formatted(names.size(), names.getFirst()));
  }

  private static List<LabelSelector> selectors(LoadTestWindowSpec spec, KubernetesClient client)
      throws CommandException {
    if (spec.selector() != null) {
      return List.of(spec.selector());
    }
    var selectors = new ArrayList<LabelSelector>();
    for (String name : spec.policies() == null ? List.<String>of() : spec.policies()) {
      StuckPolicy policy = client.resources(StuckPolicy.class).withName(name).get();
      if (policy == null) {
        throw new CommandException(
            "There is no StuckPolicy '%s' in namespace %s".formatted(name, client.getNamespace()));
      }
      selectors.add(policy.getSpec().selector());
    }
    return selectors;
  }

  private static boolean hasSidecar(Pod pod) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .map(Container::getName)
        .anyMatch(SIDECAR::equals);
  }
}
