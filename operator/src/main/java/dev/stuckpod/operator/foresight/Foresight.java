package dev.stuckpod.operator.foresight;

import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sidecars see of their apps. They are asked in the background and seldom, because a look goes
 * to the app's own listeners when pprof is searched for; until there is an answer nothing is said.
 */
public final class Foresight {

  private static final Logger LOG = LoggerFactory.getLogger(Foresight.class);
  private static final Duration IDENTIFIED = Duration.ofHours(1);

  /** A shell may still have to start the app. */
  private static final Duration NOT_IDENTIFIED = Duration.ofMinutes(1);

  private static final int REMEMBERED = 4096;

  private final Look look;
  private final Executor background;
  private final Clock clock;
  private final Set<String> asking = new HashSet<>();
  private final Map<String, Answer> answers =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Asks a pod's sidecar. */
  interface Look {
    List<ProcessInfo> at(Pod pod, String containerID) throws SidecarException;
  }

  private record Answer(List<ProcessInfo> processes, Instant at) {

    boolean isFresh(Instant now) {
      boolean identified =
          !processes.isEmpty() && !ProcessInfo.UNKNOWN.equals(processes.getFirst().runtime());
      return now.isBefore(at.plus(identified ? IDENTIFIED : NOT_IDENTIFIED));
    }
  }

  /**
   * Asks by these sidecars' clients.
   *
   * @param background runs what may wait for a sidecar
   */
  public Foresight(Sidecars sidecars, Executor background, Clock clock) {
    this(
        (pod, containerID) ->
            sidecars.connect(pod).processes(containerID.replaceFirst("^.*://", "")).processes(),
        background,
        clock);
  }

  Foresight(Look look, Executor background, Clock clock) {
    this.look = look;
    this.background = background;
    this.clock = clock;
  }

  /**
   * Tells what was last seen of a container, without waiting.
   *
   * @param containerID as in the pod's status
   * @return the app's process first; empty as long as nothing is known
   */
  public synchronized List<ProcessInfo> of(Pod pod, String containerID) {
    Answer known = answers.get(containerID);
    if ((known == null || !known.isFresh(clock.instant())) && asking.add(containerID)) {
      background.execute(() -> ask(pod, containerID));
    }
    return known == null ? List.of() : known.processes();
  }

  private void ask(Pod pod, String containerID) {
    List<ProcessInfo> processes = List.of();
    try {
      processes = look.at(pod, containerID);
    } catch (SidecarException | RuntimeException failed) {
      LOG.debug("{}: {}", pod.getMetadata().getName(), failed.getMessage());
    }
    synchronized (this) {
      answers.put(containerID, new Answer(processes, clock.instant()));
      asking.remove(containerID);
    }
  }
}
