package dev.stuckpod.operator.inject.facts;

import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the API server; what one pod needs to know, the next ones know for some seconds. */
public final class ClusterSurroundings implements Surroundings {

  /** Who opts a namespace in restarts its pods at once. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private static final int LONGEST = 1024;

  private final KubernetesClient client;
  private final LimitsReader limits;
  private final Workloads workloads;
  private final FailingSidecars failing;
  private final ImageUsers users;
  private final Set<String> annotated;
  private final Believed<NamespaceFacts> optedIn;
  private final Believed<NamespaceFacts> others;
  private final Believed<Map<String, String>> seenUsers;

  /**
   * Reads with a client.
   *
   * @param users those that sidecars have seen
   * @param annotated which annotations of namespaces are read
   */
  public ClusterSurroundings(
      KubernetesClient client, ImageUsers users, Set<String> annotated, Clock clock) {
    this.client = client;
    this.annotated = Set.copyOf(annotated);
    this.users = users;
    optedIn = new Believed<>(clock);
    others = new Believed<>(clock, MOMENT);
    seenUsers = new Believed<>(clock);
    limits = new LimitsReader(client, clock);
    workloads = new Workloads(client);
    failing = new FailingSidecars(client, clock);
  }

  @Override
  public NamespaceFacts namespace(String name) {
    return optedIn
        .now(name)
        .orElseGet(
            () -> {
              NamespaceFacts facts = others.now(name, () -> read(name));
              if (facts.optedIn()) {
                optedIn.remember(name, facts);
              }
              return facts;
            });
  }

  private NamespaceFacts read(String name) {
    Namespace found = client.namespaces().withName(name).get();
    Map<String, String> labels = found == null ? null : found.getMetadata().getLabels();
    Map<String, String> annotations = found == null ? null : found.getMetadata().getAnnotations();
    return new NamespaceFacts(
        name,
        labels == null ? Map.of() : labels,
        needed(annotations == null ? Map.of() : annotations));
  }

  /** Whatever else is annotated is not remembered. */
  private Map<String, String> needed(Map<String, String> annotations) {
    return annotations.entrySet().stream()
        .filter(entry -> annotated.contains(entry.getKey()))
        .filter(entry -> entry.getValue().length() <= LONGEST)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
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
  public SeenUsers users(String namespace) {
    Map<String, String> seen = seenUsers.now(ImageUsers.CONFIG_MAP, users::seen);
    return image -> ImageUsers.find(seen, namespace, image);
  }
}
