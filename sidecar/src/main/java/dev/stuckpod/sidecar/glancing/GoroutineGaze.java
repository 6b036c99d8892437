package dev.stuckpod.sidecar.glancing;

import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.goroutines.glance.Lock;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.Glance.Goroutines;
import dev.stuckpod.protocol.Glance.State;
import dev.stuckpod.protocol.Glance.Waiters;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.LockKind;
import dev.stuckpod.protocol.ProcessInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Looks at the goroutines of a Go process. */
final class GoroutineGaze implements Gaze {

  /** No runtime has so many words; but the words are the process's own. */
  private static final String OTHERS = "others";

  private final LiveProcess process;

  /** Looks at a process that is open, and closes it. */
  GoroutineGaze(LiveProcess process) {
    this.process = process;
  }

  @Override
  public Glance look(GlanceRequest request, long now) throws UnreadableException, IOException {
    var seen = process.glance(now);
    return new Glance(
        request.pid(),
        request.startTime(),
        ProcessInfo.GO,
        process.goVersion(),
        null,
        null,
        now,
        System.nanoTime() - now,
        seen.sinceNanos(),
        new Goroutines(
            seen.count(),
            seen.unread(),
            states(seen.states()),
            seen.waiters().stream().map(GoroutineGaze::waiters).toList()),
        null);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }

  /** Most first; what is too much for an answer comes last, as one. */
  static List<State> states(Map<String, Integer> counts) {
    List<State> all =
        counts.entrySet().stream()
            .map(state -> new State(state.getKey(), state.getValue()))
            .sorted(Comparator.comparingInt(State::count).reversed().thenComparing(State::state))
            .toList();
    if (all.size() <= Glance.MOST_STATES) {
      return all;
    }
    var told = new ArrayList<>(all.subList(0, Glance.MOST_STATES - 1));
    int rest = all.stream().skip(told.size()).mapToInt(State::count).sum();
    told.add(new State(OTHERS, rest));
    return told;
  }

  private static Waiters waiters(dev.stuckpod.goroutines.glance.Glance.Waiters group) {
    return new Waiters(
        kind(group.lock()),
        group.count(),
        group.unwatched(),
        group.notRun(),
        group.left(),
        group.oldestNanos(),
        group.oldestLooks(),
        group.older().entrySet().stream()
            .map(step -> new Glance.Older(step.getKey(), step.getValue()))
            .toList());
  }

  private static LockKind kind(Lock lock) {
    return switch (lock) {
      case MUTEX -> LockKind.Mutex;
      case RW_MUTEX_READ -> LockKind.RWMutexRead;
      case RW_MUTEX_WRITE -> LockKind.RWMutexWrite;
      case SEMAPHORE -> LockKind.Semacquire;
    };
  }
}
