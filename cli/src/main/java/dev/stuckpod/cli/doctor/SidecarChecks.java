package dev.stuckpod.cli.doctor;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the pods that ask for a sidecar have one that runs, as the right user, at a free port.
 */
final class SidecarChecks {

  private static final String AREA = "sidecar";
  private static final String INJECT = "stuckpod.dev/inject";
  private static final String NOT_INJECTED = "stuckpod.dev/not-injected";
  private static final int PORT = 7443;

  private SidecarChecks() {}

  /** Pods with a sidecar. */
  static Optional<Container> sidecar(Pod pod) {
    return pod.getSpec().getInitContainers().stream()
        .filter(c -> Installed.SIDECAR.equals(c.getName()))
        .findFirst();
  }

  static int port(Container sidecar) {
    return sidecar.getEnv().stream()
        .filter(e -> "STUCKPOD_PORT".equals(e.getName()))
        .map(EnvVar::getValue)
        .filter(value -> value != null && value.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .findFirst()
        .orElse(PORT);
  }

  static void run(
      KubernetesClient client, List<Pod> pods, @Nullable Installed operator, Checks checks) {
    Set<String> asking =
        checks.look(AREA, "Namespaces", () -> namespaces(client, pods)).orElse(Set.of());
    Map<Check, List<Pod>> found = new LinkedHashMap<>();
    Map<String, Integer> images = new TreeMap<>();
    for (Pod pod : pods) {
      if (isOver(pod)) {
        continue;
      }
      sidecar(pod).ifPresent(c -> images.merge(c.getImage(), 1, Integer::sum));
      for (Check check : of(pod, asking)) {
        found.computeIfAbsent(check, _ -> new ArrayList<>()).add(pod);
      }
    }
    found.forEach((check, of) -> checks.add(named(check, of)));
    versions(images, operator, checks);
  }

  private static Set<String> namespaces(KubernetesClient client, List<Pod> pods) {
    return pods.stream()
        .map(pod -> pod.getMetadata().getNamespace())
        .distinct()
        .filter(
            name -> {
              Namespace namespace = client.namespaces().withName(name).get();
              return namespace != null
                  && "true".equals(labels(namespace.getMetadata().getLabels()).get(INJECT));
            })
        .collect(Collectors.toSet());
  }

  private static Map<String, String> labels(@Nullable Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }

  private static boolean isOver(Pod pod) {
    return pod.getStatus() != null
        && Set.of("Succeeded", "Failed").contains(String.valueOf(pod.getStatus().getPhase()));
  }

  /** What is wrong with a pod; its name is added where it is known whose trouble that is, too. */
  private static List<Check> of(Pod pod, Set<String> asking) {
    Optional<Container> sidecar = sidecar(pod);
    if (sidecar.isEmpty()) {
      String own = labels(pod.getMetadata().getLabels()).get(INJECT);
      boolean asks =
          own == null ? asking.contains(pod.getMetadata().getNamespace()) : own.equals("true");
      return asks ? List.of(missing(pod)) : List.of();
    }
    var all = new ArrayList<Check>();
    running(pod).ifPresent(all::add);
    user(pod, sidecar.get()).ifPresent(all::add);
    clash(pod, port(sidecar.get())).ifPresent(all::add);
    return all;
  }

  private static Check missing(Pod pod) {
    String why = labels(pod.getMetadata().getAnnotations()).get(NOT_INJECTED);
    return why == null
        ? wrong(
            "It asks for a sidecar and has none: it was created before the webhook answered.",
            "kubectl rollout restart its workload; if it has none again, see webhook above.")
        : wrong("It asks for a sidecar and was left alone: " + why, "as the sentence says.");
  }

  private static Optional<Check> running(Pod pod) {
    if (pod.getStatus() == null || pod.getSpec().getNodeName() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getInitContainerStatuses().stream()
        .filter(c -> Installed.SIDECAR.equals(c.getName()))
        .filter(c -> c.getState() != null && c.getState().getRunning() == null)
        .findFirst()
        .map(
            c ->
                wrong(
                    "Its sidecar does not run%s."
                        .formatted(
                            c.getState().getWaiting() == null
                                ? ""
                                : ": " + c.getState().getWaiting().getReason()),
                    "kubectl logs POD -c stuckpod, and kubectl describe pod POD, say why."));
  }

  /** Memory may be read, and a process attached to, by its own user alone. */
  private static Optional<Check> user(Pod pod, Container sidecar) {
    Long mine = own(sidecar);
    Set<Long> theirs =
        pod.getSpec().getContainers().stream()
            .map(c -> Objects.requireNonNullElse(own(c), ofPod(pod)))
            .filter(uid -> uid >= 0)
            .collect(Collectors.toSet());
    return mine == null || theirs.isEmpty() || theirs.contains(mine)
        ? Optional.empty()
        : Optional.of(
            wrong(
                "Its sidecar runs as user %d, the app as %s.".formatted(mine, theirs),
                "annotate its template with stuckpod.dev/run-as: UID:GID and restart it."));
  }

  private static @Nullable Long own(Container container) {
    return container.getSecurityContext() == null
        ? null
        : container.getSecurityContext().getRunAsUser();
  }

  /** Below 0: it is not said. */
  private static long ofPod(Pod pod) {
    return pod.getSpec().getSecurityContext() == null
            || pod.getSpec().getSecurityContext().getRunAsUser() == null
        ? -1
        : pod.getSpec().getSecurityContext().getRunAsUser();
  }

  private static Optional<Check> clash(Pod pod, int port) {
    return pod.getSpec().getContainers().stream()
        .flatMap(c -> c.getPorts().stream())
        .map(ContainerPort::getContainerPort)
        .filter(taken -> taken != null && taken == port)
        .findFirst()
        .map(
            taken ->
                wrong(
                    "Its app and its sidecar both want port %d.".formatted(taken),
                    "annotate its template with stuckpod.dev/port: another one, and restart it."));
  }

  private static Check wrong(String says, String remedy) {
    return Check.wrong(AREA, "", says, remedy);
  }

  /** A workload's pods have one trouble, and one line. */
  private static Check named(Check check, List<Pod> pods) {
    Pod first = pods.getFirst();
    List<OwnerReference> owners = first.getMetadata().getOwnerReferences();
    String about =
        "pod %s -n %s%s%s"
            .formatted(
                first.getMetadata().getName(),
                first.getMetadata().getNamespace(),
                pods.size() == 1 ? "" : " and %d more".formatted(pods.size() - 1),
                owners == null || owners.isEmpty()
                    ? ""
                    : " (of %s %s)"
                        .formatted(owners.getFirst().getKind(), owners.getFirst().getName()));
    return new Check(check.level(), check.area(), about, check.says(), check.remedy());
  }

  private static void versions(
      Map<String, Integer> images, @Nullable Installed operator, Checks checks) {
    String newest = operator == null ? null : operator.sidecarImage();
    images.forEach(
        (image, pods) -> {
          String says = "%d pod%s with sidecar %s.".formatted(pods, pods == 1 ? "" : "s", image);
          boolean old = newest != null && !newest.equals(image);
          checks.add(
              old
                  ? Check.note(
                      "version",
                      "",
                      says + " New pods get %s; older sidecars go on working.".formatted(newest),
                      "kubectl rollout restart the workloads for the new one.")
                  : Check.ok("version", "", says));
        });
  }
}
