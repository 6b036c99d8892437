package dev.stuckpod.operator.lookout;

import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.glance.Glance;
import dev.stuckpod.operator.glance.LockGroup;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.glance.Sort;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.Glance.Older;
import dev.stuckpod.protocol.Glance.Threads;
import dev.stuckpod.protocol.Glance.Waiters;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.LockKind;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has a pod's sidecar glance at its app, and says it in the words in which it is judged. */
public final class Glances {

  /** What was answered: a glance, or why there is none. */
  public sealed interface Answer {
    /** It was seen. */
    record Seen(Glance glance) implements Answer {}

    /** It was not. */
    record Unseen(String why) implements Answer {}
  }

  /** All pods of a window wait for the slowest. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private static final Pattern BEFORE_1_20 = Pattern.compile("^go1\\.1?\\d(\\D|$)");

  private final Sidecars sidecars;

  /** Asks by connections to these. */
  public Glances(Sidecars sidecars) {
    this.sidecars = sidecars;
  }

  /**
   * Who is asked about whom, for as long as that answers: a handshake for each glance would cost
   * both sides more than the glance.
   *
   * @param sidecar null where a connection is made for it alone
   * @param pid of the process, as it was when it was asked for
   * @param startTime of it, likewise
   */
  public record Asked(@Nullable SidecarClient sidecar, int pid, long startTime) {}

  /**
   * Asks once.
   *
   * @param known whom it has asked before; null where that is not known
   * @param stays whether its connection is kept, for who asks again soon
   * @param learned is told whom it asks
   */
  public Answer of(
      PodView pod,
      String containerID,
      @Nullable Asked known,
      boolean stays,
      Consumer<Asked> learned,
      Instant now) {
    String bare = containerID.replaceFirst("^.*://", "");
    try {
      SidecarClient sidecar = known == null ? null : known.sidecar();
      if (sidecar == null) {
        sidecar = stays ? sidecars.stay(pod) : sidecars.connect(pod);
      }
      Asked asked = known;
      if (asked == null) {
        Optional<ProcessInfo> first =
            sidecar.processes(bare, WITHIN).processes().stream().findFirst();
        if (first.isEmpty()) {
          return new Answer.Unseen("The sidecar sees no process of the container.");
        }
        asked = new Asked(sidecar, first.get().pid(), first.get().startTime());
      }
      learned.accept(new Asked(stays ? sidecar : null, asked.pid(), asked.startTime()));
      dev.stuckpod.protocol.Glance told =
          sidecar.glance(new GlanceRequest(bare, asked.pid(), asked.startTime()));
      return told.refusal() == null
          ? new Answer.Seen(read(told, containerID, now))
          : new Answer.Unseen(String.valueOf(told.message()));
    } catch (SidecarException failed) {
      return new Answer.Unseen(String.valueOf(failed.getMessage()));
    }
  }

  /** Says what was told in the words in which it is judged. */
  public static Glance read(dev.stuckpod.protocol.Glance told, String containerID, Instant now) {
    return new Glance(
        now,
        containerID,
        told.startTime(),
        told.sinceNanos() == 0,
        unwatched(told),
        sort(told),
        groups(told));
  }

  private static Sort sort(dev.stuckpod.protocol.Glance told) {
    if (told.goroutines() == null) {
      return Sort.Threads;
    }
    String version = told.runtimeVersion();
    return version == null || BEFORE_1_20.matcher(version).find() ? Sort.Semaphores : Sort.Locks;
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
                waiters.notRun(),
                older(waiters)));
      }
    }
    Threads threads = told.threads();
    if (threads != null) {
      groups.add(
          new LockGroup(
              LockState.Thread,
              threads.count(),
              threads.stoppedNanos(),
              0,
              threads.stopped(),
              null));
    }
    return List.copyOf(groups);
  }

  private static @Nullable Map<Long, Integer> older(Waiters waiters) {
    return waiters.older() == null
        ? null
        : waiters.older().stream().collect(Collectors.toMap(Older::nanos, Older::count));
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
