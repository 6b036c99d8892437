package dev.stuckpod.operator.lastlook;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.turns.Turns;
import dev.stuckpod.operator.turns.Turns.Turn;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees pods go and containers end whose sidecars are asked before, and asks these in turn. Nobody
 * waits for that: what is not asked in time is not asked at all.
 */
public final class LastLooks {

  private static final Logger LOG = LoggerFactory.getLogger(LastLooks.class);

  /** Each takes three seconds at most; a whole fleet may be rolled out. */
  private static final int AT_ONCE = 64;

  /** Whoever is in the places of a namespace's sidecars may let each of these wait. */
  private static final int OF_A_NAMESPACE = 32;

  /** What is over then is gone. */
  private static final Duration IN_TIME = Duration.ofSeconds(2);

  /** A container that has run for longer has not ended lately; this operator may have begun so. */
  private static final Duration LATELY = Duration.ofMinutes(10);

  private static final int REMEMBERED = 8192;
  private static final KeptRequest AT_ITS_END = new KeptRequest(false, KeptRequest.LONGEST_WAIT);
  private static final KeptRequest BEFORE = new KeptRequest(false, 0);
  private static final KeptRequest UNWELL = new KeptRequest(true, KeptRequest.LONGEST_WAIT);

  private final Door door;
  private final Finding finding;
  private final Clock clock;
  private final Turns places = new Turns(AT_ONCE, OF_A_NAMESPACE);
  private final Set<String> asked = Recent.putSet(REMEMBERED);
  private final Set<String> found = Recent.putSet(REMEMBERED);

  /** Finds a pod's sidecar. */
  public interface Door {
    /** It is asked nothing yet. */
    Asked of(PodView pod) throws SidecarException;
  }

  /** A sidecar that is asked. */
  public interface Asked {
    /** What it keeps. */
    List<KeptDump> kept(KeptRequest request) throws SidecarException;

    /** Has one of these brought here at once, as far as that can be. */
    void rescue(KeptDump dump) throws InterruptedException;
  }

  /** Takes what was found. */
  public interface Finding {
    /** Of a pod, as it was when it was asked; each once. */
    void found(PodView pod, KeptDump dump);
  }

  /** Has seen nothing yet. */
  public LastLooks(Door door, Finding finding, Clock clock) {
    this.door = door;
    this.finding = finding;
    this.clock = clock;
  }

  /** Looks at a pod that is new or has changed. */
  public void changed(PodView pod) {
    if (pod.lastLook() == null || !pod.lastLook().mayBe() || pod.over() || !answers(pod)) {
      return;
    }
    if (pod.terminating()) {
      begin(pod, "end", AT_ITS_END);
    }
    for (ContainerFacts app : pod.facts()) {
      if (!app.name().equals(AppContainer.SIDECAR) && hasEnded(app)) {
        begin(pod, app.name() + "/" + app.restarts() + "/" + app.state(), BEFORE);
      }
    }
  }

  /**
   * A pod's probe has failed so that its container will be ended, if it goes on.
   *
   * @param which failure; the same one again is no news
   */
  public void unwell(PodView pod, String which) {
    if (!pod.over() && answers(pod)) {
      begin(pod, which, UNWELL);
    }
  }

  private static boolean answers(PodView pod) {
    return pod.sidecar() != null
        && pod.facts(AppContainer.SIDECAR)
            .filter(sidecar -> sidecar.state() == ContainerFacts.State.Running)
            .isPresent();
  }

  private boolean hasEnded(ContainerFacts app) {
    return app.state() == ContainerFacts.State.Running
        ? app.restarts() > 0
            && app.startedAt() != null
            && app.startedAt().isAfter(Instant.now(clock).minus(LATELY))
        : app.containerID() != null;
  }

  private void begin(PodView pod, String why, KeptRequest request) {
    synchronized (asked) {
      if (!asked.add(pod.uid() + "/" + why)) {
        return;
      }
    }
    // the watch goes on meanwhile
    Thread.ofVirtual().name("last look").start(() -> ask(pod, request));
  }

  private void ask(PodView pod, KeptRequest request) {
    List<KeptDump> kept;
    Asked sidecar;
    try {
      Optional<Turn> turn = places.take(pod.namespace(), IN_TIME);
      if (turn.isEmpty()) {
        LOG.info("{}/{}: too many pods end at once to ask it", pod.namespace(), pod.name());
        return;
      }
      try (var _ = turn.get()) {
        sidecar = door.of(pod);
        kept = sidecar.kept(request);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return;
    } catch (SidecarException gone) {
      LOG.debug("{}/{}: {}", pod.namespace(), pod.name(), gone.getMessage());
      return;
    }
    for (KeptDump dump : kept) {
      if (dump.isSane() && isNew(pod, dump)) {
        take(pod, sidecar, dump);
      }
    }
  }

  private boolean isNew(PodView pod, KeptDump dump) {
    synchronized (found) {
      return found.add(pod.uid() + "/" + dump.attemptId());
    }
  }

  private void take(PodView pod, Asked sidecar, KeptDump dump) {
    try {
      sidecar.rescue(dump);
      finding.found(pod, dump);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      LOG.warn(
          "{}/{}: what its sidecar found before its end could not be opened: {}",
          pod.namespace(),
          pod.name(),
          failed.getMessage());
    }
  }
}
