package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which container of a pod is the app's. */
public sealed interface AppContainer {

  /** The sidecar's name in every pod that has one. */
  String SIDECAR = "stuckpod";

  /** Set by kubectl users and many charts. */
  String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  /** The container was found. */
  record Found(String name) implements AppContainer {}

  /**
   * It cannot be said which.
   *
   * @param reason for a condition
   * @param message says what to set
   */
  record NotFound(Reason reason, String message) implements AppContainer {}

  /** Why there is no app container. */
  enum Reason {
    /** The pod has no container of the name asked for. */
    ContainerNotFound,
    /** Several containers, and nothing says which is meant. */
    ContainerAmbiguous
  }

  /**
   * Picks the container asked for, else the one the annotation {@value #DEFAULT_CONTAINER} names,
   * else the only one beside the sidecar.
   */
  static AppContainer of(Pod pod, @Nullable String requested) {
    return of(
        pod.getMetadata().getName(),
        pod.getSpec().getContainers().stream()
            .map(Container::getName)
            .filter(name -> !SIDECAR.equals(name))
            .toList(),
        annotation(pod, DEFAULT_CONTAINER),
        requested);
  }

  /** Picks as above. */
  static AppContainer of(PodView pod, @Nullable String requested) {
    return of(
        pod.name(),
        pod.containers().stream().map(PodView.Spec::name).toList(),
        pod.defaultContainer(),
        requested);
  }

  private static AppContainer of(
      String pod, List<String> names, @Nullable String annotated, @Nullable String requested) {
    if (requested != null) {
      return named(pod, names, requested, "");
    }
    if (annotated != null) {
      return named(pod, names, annotated, ", which its annotation " + DEFAULT_CONTAINER + " names");
    }
    if (names.size() == 1) {
      return new Found(names.getFirst());
    }
    return new NotFound(
        Reason.ContainerAmbiguous,
        "Pod %s has the containers %s: set spec.container, or annotate the pod with %s."
            .formatted(pod, String.join(", ", names), DEFAULT_CONTAINER));
  }

  private static AppContainer named(String pod, List<String> names, String name, String because) {
    if (names.contains(name)) {
      return new Found(name);
    }
    return new NotFound(
        Reason.ContainerNotFound,
        "Pod %s has no container %s%s: it has %s."
            .formatted(pod, name, because, String.join(", ", names)));
  }

  private static @Nullable String annotation(Pod pod, String key) {
    var annotations = pod.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(key);
  }
}
