package dev.stuckpod.operator.inject.facts;

import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for pods whose app waits for a sidecar that cannot start: an image that nobody can pull
 * there, for one. The first such pod is one too many; there are to be no more of them.
 */
public final class FailingSidecars {

  private static final Logger LOG = LoggerFactory.getLogger(FailingSidecars.class);

  /** What a container waits for that is about to start. */
  private static final Set<String> ON_ITS_WAY = Set.of("PodInitializing", "ContainerCreating");

  /** Pods that are looked at: where sidecars cannot start, the first tell. */
  private static final long SOME = 5;

  private final Believed<Optional<String>> seen;
  private final KubernetesClient client;

  /** Reads pods with a client. */
  public FailingSidecars(KubernetesClient client, Clock clock) {
    this.client = client;
    this.seen = new Believed<>(clock);
  }

  /**
   * Says what fails in which pod; empty if nothing does, or if it cannot be read.
   *
   * @param image of the sidecars that are made now
   */
  public Optional<String> find(String namespace, String image) {
    return seen.now(namespace).orElseGet(() -> look(namespace, image));
  }

  private Optional<String> look(String namespace, String image) {
    try {
      List<Pod> waiting =
          client
              .pods()
              .inNamespace(namespace)
              .withLabel(SidecarContainer.LABEL, "true")
              .withField("status.phase", "Pending")
              .list(new ListOptionsBuilder().withLimit(SOME).build())
              .getItems();
      Optional<String> failing =
          waiting.stream().flatMap(pod -> failure(pod, image).stream()).findFirst();
      seen.remember(namespace, failing);
      return failing;
    } catch (KubernetesClientException failed) {
      LOG.warn("Pods of namespace {} could not be read: {}", namespace, failed.getMessage());
      return seen.last(namespace).orElse(Optional.empty());
    }
  }

  /** Says why the pod's sidecar, if it is of this image, does not start. */
  public static Optional<String> failure(Pod pod, String image) {
    if (SidecarContainer.of(pod).map(Container::getImage).filter(image::equals).isEmpty()
        || pod.getStatus() == null) {
      return Optional.empty();
    }
    List<ContainerStatus> statuses = pod.getStatus().getInitContainerStatuses();
    return statuses.stream()
        .filter(
            status -> AppContainer.SIDECAR.equals(status.getName()) && status.getState() != null)
        .map(status -> status.getState().getWaiting())
        .filter(
            waiting ->
                waiting != null
                    && waiting.getReason() != null
                    && !ON_ITS_WAY.contains(waiting.getReason()))
        .findFirst()
        .map(waiting -> "pod %s: %s".formatted(pod.getMetadata().getName(), text(waiting)));
  }

  private static String text(ContainerStateWaiting waiting) {
    return waiting.getMessage() == null
        ? waiting.getReason()
        : waiting.getReason() + ", " + waiting.getMessage();
  }
}
