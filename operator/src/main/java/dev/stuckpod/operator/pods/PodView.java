package dev.stuckpod.operator.pods;

import dev.stuckpod.text.Cut;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a pod: the few hundred bytes that watching it needs, of the ten thousand that it
 * has.
 *
 * @param labels that selectors are matched against
 * @param defaultContainer which container the pod's annotation names as its main one
 * @param notInjected why the webhook gave it no sidecar
 * @param lastLook whether its sidecar is asked before its app's end; null where nobody wanted that
 * @param workload uid of what controls the pod; its own where nothing does
 * @param over whether its phase is Succeeded or Failed
 * @param ready when it became ready or lost its readiness; absent where it has never been
 * @param containers as its spec lists them, without the sidecar
 * @param facts how its containers and its sidecar fare
 * @param sidecar absent where it has none
 */
public record PodView(
    String namespace,
    String name,
    String uid,
    Map<String, String> labels,
    @Nullable String defaultContainer,
    @Nullable NotInjected notInjected,
    @Nullable LastLook lastLook,
    String workload,
    String owner,
    String node,
    String ip,
    boolean running,
    boolean over,
    boolean terminating,
    Ready ready,
    List<Spec> containers,
    List<ContainerFacts> facts,
    @Nullable InjectedSidecar sidecar) {

  /** No selector of a policy is met by labels beyond these, in their order. */
  public static final int MOST_LABELS = 64;

  /** More than any pod with a sidecar has. */
  public static final int MOST_CONTAINERS = 100;

  /** Ports of a container that are known. */
  public static final int MOST_PORTS = 100;

  /** Characters of an image's name; references that a registry knows are shorter. */
  public static final int LONGEST_IMAGE = 512;

  /** What to do about one that has no sidecar. */
  public static final String SIDECAR_REMEDY =
      "label it or its namespace stuckpod.dev/inject=true, unless that is done (a pod that was made"
          + " while the operator did not answer has none either), then restart it by 'kubectl"
          + " rollout restart'";

  /** Characters of the name of anything. */
  private static final int LONGEST_NAME = 253;

  /**
   * The pod's condition of that name.
   *
   * @param now whether it is ready
   * @param since when that changed last
   */
  public record Ready(boolean now, @Nullable Instant since) {}

  /**
   * A container as it was asked for.
   *
   * @param ports that it declares
   */
  public record Spec(String name, String image, Set<Integer> ports) {}

  /**
   * The sidecar as it was injected.
   *
   * @param port that it was told to listen on
   * @param uid as whom it was told to run, itself or with the whole pod; absent where nobody knew
   * @param gid the same of its group
   */
  public record InjectedSidecar(int port, @Nullable Long uid, @Nullable Long gid) {}

  /** Takes from a pod what is kept of it. */
  public static PodView of(Pod pod) {
    return of(pod, null, Instant.EPOCH);
  }

  /**
   * Takes the same from a pod that may be known already.
   *
   * @param before what was kept under its name
   */
  public static PodView of(Pod pod, @Nullable PodView before, Instant now) {
    var meta = pod.getMetadata();
    PodStatus status = pod.getStatus();
    String phase = status == null ? null : status.getPhase();
    String ip = status == null ? null : status.getPodIP();
    return new PodView(
        shared(Objects.requireNonNullElse(meta.getNamespace(), "")),
        meta.getName(),
        meta.getUid(),
        labels(meta.getLabels()),
        defaultContainer(meta.getAnnotations()),
        NotInjected.of(pod).orElse(null),
        LastLook.of(pod).orElse(null),
        shared(PodState.workload(pod)),
        shared(Origin.workload(pod)),
        shared(
            Objects.requireNonNullElse(
                pod.getSpec() == null ? null : pod.getSpec().getNodeName(), "")),
        Objects.requireNonNullElse(ip, ""),
        "Running".equals(phase),
        "Succeeded".equals(phase) || "Failed".equals(phase),
        PodState.terminating(pod),
        ready(status),
        containers(pod),
        facts(pod, before == null || !before.uid().equals(meta.getUid()) ? null : before, now),
        sidecar(pod));
  }

  /** Finds how a container fares; empty before the pod's status tells. */
  public Optional<ContainerFacts> facts(String container) {
    return facts.stream().filter(one -> one.name().equals(container)).findFirst();
  }

  /**
   * Tells whether the pod is ready, or was since its container started: it has then lost its
   * readiness later than that.
   */
  public boolean wasReady(Instant started) {
    return ready.now() || (ready.since() != null && ready.since().isAfter(started));
  }

  private static @Nullable String defaultContainer(@Nullable Map<String, String> annotations) {
    String name = annotations == null ? null : annotations.get(AppContainer.DEFAULT_CONTAINER);
    return name == null ? null : Cut.bare(name, LONGEST_NAME);
  }

  private static Map<String, String> labels(@Nullable Map<String, String> labels) {
    return labels == null
        ? Map.of()
        : labels.entrySet().stream()
            .limit(MOST_LABELS)
            .collect(
                Collectors.toUnmodifiableMap(e -> shared(e.getKey()), e -> shared(e.getValue())));
  }

  private static Ready ready(@Nullable PodStatus status) {
    List<PodCondition> conditions = status == null ? null : status.getConditions();
    return conditions == null
        ? new Ready(false, null)
        : conditions.stream()
            .filter(condition -> "Ready".equals(condition.getType()))
            .findFirst()
            .map(
                condition ->
                    new Ready(
                        "True".equals(condition.getStatus()),
                        condition.getLastTransitionTime() == null
                            ? null
                            : Instant.parse(condition.getLastTransitionTime())))
            .orElse(new Ready(false, null));
  }

  private static List<Spec> containers(Pod pod) {
    return pod.getSpec() == null
        ? List.of()
        : pod.getSpec().getContainers().stream()
            .filter(container -> !AppContainer.SIDECAR.equals(container.getName()))
            .limit(MOST_CONTAINERS)
            .map(PodView::spec)
            .toList();
  }

  private static Spec spec(Container container) {
    List<ContainerPort> ports = container.getPorts();
    return new Spec(
        shared(container.getName()),
        shared(Cut.bare(Objects.requireNonNullElse(container.getImage(), ""), LONGEST_IMAGE)),
        ports == null
            ? Set.of()
            : ports.stream()
                .map(ContainerPort::getContainerPort)
                .filter(Objects::nonNull)
                .limit(MOST_PORTS)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static List<ContainerFacts> facts(Pod pod, @Nullable PodView before, Instant now) {
    Stream<String> names =
        Stream.concat(
            containers(pod).stream().map(Spec::name),
            Stream.of(AppContainer.SIDECAR).filter(_ -> pod.getSpec() != null));
    return names
        .map(name -> ContainerFacts.of(pod, name))
        .flatMap(Optional::stream)
        .map(
            one ->
                before == null
                    ? one
                    : before.facts(one.name()).map(was -> one.after(was, now)).orElse(one))
        .toList();
  }

  private static @Nullable InjectedSidecar sidecar(Pod pod) {
    if (pod.getSpec() == null) {
      return null;
    }
    var shared = pod.getSpec().getSecurityContext();
    return SidecarContainer.of(pod)
        .map(
            container -> {
              SecurityContext own = container.getSecurityContext();
              Long uid = own == null ? null : own.getRunAsUser();
              Long gid = own == null ? null : own.getRunAsGroup();
              return new InjectedSidecar(
                  SidecarContainer.port(container),
                  uid == null && shared != null ? shared.getRunAsUser() : uid,
                  gid == null && shared != null ? shared.getRunAsGroup() : gid);
            })
        .orElse(null);
  }

  /** The same few words stand in thousands of pods. */
  private static String shared(String word) {
    return word.intern();
  }
}
