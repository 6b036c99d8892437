package dev.stuckpod.operator.loadtest.reading;

import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.loadtest.suspicion.Glance;
import dev.stuckpod.operator.loadtest.suspicion.LockGroup;
import dev.stuckpod.operator.loadtest.suspicion.LockState;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.Glance.Threads;
import dev.stuckpod.protocol.Glance.Waiters;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.LockKind;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has a pod's sidecar glance at its app, and says it in the words in which it is judged. */
final class Glances {

  /** What was answered: a glance, or why there is none. */
  sealed interface Answer {
    /** It was seen. */
    record Seen(Glance glance) implements Answer {}

    /** It was not. */
    record Unseen(String why) implements Answer {}
  }

  /** All pods of a window wait for the slowest. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Sidecars sidecars;

  Glances(Sidecars sidecars) {
    this.sidecars = sidecars;
  }

  /**
   * Who is asked about whom, for as long as that answers: a handshake for each glance would cost
   * both sides more than the glance.
   *
   * @param process as it was when it was asked for
   */
  record Asked(SidecarClient sidecar, ProcessInfo process) {}

  /**
   * Asks once.
   *
   * @param known whom it has asked before; null where that is not known
   * @param learned is told whom it asks
   */
  Answer of(
      PodView pod,
      String containerID,
      @Nullable Asked known,
      Consumer<Asked> learned,
      Instant now) {
    String bare = containerID.replaceFirst("^.*://", "");
    try {
      Asked asked = known;
      if (asked == null) {
        SidecarClient sidecar = sidecars.stay(pod);
        Optional<ProcessInfo> first =
            sidecar.processes(bare, WITHIN).processes().stream().findFirst();
        if (first.isEmpty()) {
          return new Answer.Unseen("The sidecar sees no process of the container.");
        }
        asked = new Asked(sidecar, first.get());
        learned.accept(asked);
      }
      ProcessInfo process = asked.process();
      dev.stuckpod.protocol.Glance told =
          asked.sidecar().glance(new GlanceRequest(bare, process.pid(), process.startTime()));
      return told.refusal() == null
          ? new Answer.Seen(read(told, containerID, now))
          : new Answer.Unseen(String.valueOf(told.message()));
    } catch (SidecarException failed) {
      return new Answer.Unseen(String.valueOf(failed.getMessage()));
    }
  }

  /** Says what was told in the words in which it is judged. */
  static Glance read(dev.stuckpod.protocol.Glance told, String containerID, Instant now) {
    return new Glance(
        now, containerID, told.startTime(), told.sinceNanos() == 0, unwatched(told), groups(told));
  }

  /** Saturates: the numbers are those of whoever answered. */
  private static int unwatched(dev.stuckpod.protocol.Glance told) {
    long unwatched = 0;
    if (told.goroutines() != null) {
      unwatched +=
          told.goroutines().unread()
              + told.goroutines().waiters().stream().mapToLong(Waiters::unwatched).sum();
    }
    if (told.threads() != null) {
      unwatched += told.threads().unread();
    }
    return (int) Math.min(unwatched, Integer.MAX_VALUE);
  }

  private static List<LockGroup> groups(dev.stuckpod.protocol.Glance told) {
    var groups = new ArrayList<LockGroup>();
    if (told.goroutines() != null) {
      for (Waiters waiters : told.goroutines().waiters()) {
        groups.add(
            new LockGroup(
                state(waiters.kind()),
                waiters.count(),
                waiters.oldestNanos(),
                waiters.oldestGlances(),
                waiters.notRun()));
      }
    }
    Threads threads = told.threads();
    if (threads != null) {
      groups.add(
          new LockGroup(
              LockState.Thread, threads.count(), threads.stoppedNanos(), 0, threads.stopped()));
    }
    return List.copyOf(groups);
  }

  private static LockState state(LockKind kind) {
    return switch (kind) {
      case Mutex -> LockState.Mutex;
      case RWMutexRead -> LockState.RWMutexRead;
      case RWMutexWrite -> LockState.RWMutexWrite;
      case Semacquire -> LockState.Semaphore;
    };
  }
}
