package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.inject.facts.RunAs;
import dev.stuckpod.operator.pods.AppContainer;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** As whom the app runs, and therefore its sidecar: only the same user may look and signal. */
sealed interface AppIdentity {

  /**
   * It can be said.
   *
   * @param container the app's
   * @param runAs its user and group, as far as known
   * @param capabilities as its container asks for
   * @param privileged whether it has every right on the node
   */
  record Known(
      String container, RunAs runAs, @Nullable Capabilities capabilities, boolean privileged)
      implements AppIdentity {

    boolean sameAs(Known other) {
      return runAs.equals(other.runAs)
          && privileged == other.privileged
          && (!runAs.root() || java.util.Objects.equals(capabilities, other.capabilities));
    }
  }

  /** It cannot be said, and why. */
  record Unclear(SkipReason reason, String message) implements AppIdentity {}

  /**
   * Takes the first that says it: the app container's security context, the pod's, the annotation
   * {@value Marks#RUN_AS}, what sidecars have reported for the image.
   *
   * @param reported user and group by image
   */
  static AppIdentity of(Pod pod, Function<String, RunAs> reported) {
    String annotation = Marks.annotation(pod.getMetadata(), Marks.RUN_AS);
    RunAs annotated = RunAs.UNKNOWN;
    if (annotation != null) {
      var parsed = RunAs.parse(annotation);
      if (parsed.isEmpty()) {
        return new Unclear(
            SkipReason.BadAnnotation,
            "The annotation %s takes uid:gid, such as 1000:1000, each at most 2147483647, not '%s'"
                .formatted(Marks.RUN_AS, annotation));
      }
      annotated = parsed.get();
    }
    RunAs fromAnnotation = annotated;
    List<Container> containers = pod.getSpec().getContainers();
    return possible(choose(pod, containers, fromAnnotation, reported));
  }

  private static AppIdentity choose(
      Pod pod, List<Container> containers, RunAs fromAnnotation, Function<String, RunAs> reported) {
    return switch (AppContainer.of(pod, null)) {
      case AppContainer.Found(String name) ->
          containers.stream()
              .filter(container -> name.equals(container.getName()))
              .findFirst()
              .map(container -> known(pod, container, fromAnnotation, reported))
              .orElseThrow();
      case AppContainer.NotFound(AppContainer.Reason reason, String message)
          when reason == AppContainer.Reason.ContainerNotFound ->
          new Unclear(SkipReason.ContainerAmbiguous, message);
      case AppContainer.NotFound _ ->
          common(
              containers.stream()
                  .map(container -> known(pod, container, fromAnnotation, reported))
                  .toList());
    };
  }

  private static AppIdentity possible(AppIdentity identity) {
    return identity instanceof Known known && !known.runAs().possible()
        ? new Unclear(
            SkipReason.RefusedAnyway,
            "The pod is to run as %s, and the API server takes ids from 0 to 2147483647"
                .formatted(known.runAs()))
        : identity;
  }

  private static AppIdentity common(List<Known> all) {
    if (all.stream().allMatch(all.getFirst()::sameAs)) {
      return all.getFirst();
    }
    return new Unclear(
        SkipReason.ContainerAmbiguous,
        "The containers %s run as different users, and the sidecar runs as the app's: name the app's"
                .formatted(all.stream().map(Known::container).collect(Collectors.joining(", ")))
            + " container in the annotation "
            + AppContainer.DEFAULT_CONTAINER);
  }

  private static Known known(
      Pod pod, Container container, RunAs annotated, Function<String, RunAs> reported) {
    SecurityContext own = container.getSecurityContext();
    PodSecurityContext shared = pod.getSpec().getSecurityContext();
    Long uid = own == null ? null : own.getRunAsUser();
    Long gid = own == null ? null : own.getRunAsGroup();
    if (shared != null) {
      uid = uid == null ? shared.getRunAsUser() : uid;
      gid = gid == null ? shared.getRunAsGroup() : gid;
    }
    return new Known(
        container.getName(),
        new RunAs(uid, gid).orElse(annotated).orElse(reported.apply(container.getImage())),
        own == null ? null : own.getCapabilities(),
        own != null && Boolean.TRUE.equals(own.getPrivileged()));
  }
}
