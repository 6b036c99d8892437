package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose readings they are: of one container of one pod at one address. Another one's are never
 * taken for them.
 *
 * @param uid of the pod
 * @param containerID with the runtime's prefix
 * @param startedAt when the container began to run
 * @param ip of the pod
 */
record Identity(String uid, String containerID, Instant startedAt, String ip) {

  /** That of a pod whose container runs; empty of one that is not to be scraped now. */
  static Optional<Identity> of(PodView pod, String container) {
    @Nullable ContainerFacts facts = pod.facts(container).orElse(null);
    return facts == null
            || facts.containerID() == null
            || facts.startedAt() == null
            || facts.state() != ContainerFacts.State.Running
            || !pod.running()
            || pod.terminating()
            || pod.ip().isEmpty()
        ? Optional.empty()
        : Optional.of(new Identity(pod.uid(), facts.containerID(), facts.startedAt(), pod.ip()));
  }
}
