package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a goroutine waits for, read from the calls above the application's code.
 *
 * <p>Layout of the locks (64 bit, every Go version up to 1.27): Mutex {state +0, sema +4}; RWMutex
 * {w Mutex +0, writerSem +8, readerSem +12}. The address of a lock is that of its first byte.
 */
final class GoWaits {
  /** One wait: on which kind of thing, at which address (0 when not printed). */
  record Wait(String kind, long address, Waiter waiter) {}

  private static final String RLOCK = "sync.(*RWMutex).RLock";
  private static final String WLOCK = "sync.(*RWMutex).Lock";

  private GoWaits() {}

  /** Gives what the routines wait for; null when for nothing known. */
  static @Nullable Wait of(Group group, Cohort cohort) {
    Party party = new Party(group, cohort);
    if (party.isLive() || group.idle()) {
      return null;
    }
    int app = applicationFrame(party.frames());
    if (app < 0) {
      return null;
    }
    List<Frame> above = party.frames().subList(0, app);
    long a = cohort.address();
    String state = group.state();
    if (has(above, RLOCK)) {
      return wait("RWMutex", base(above, a, 12), party, Mode.READ_LOCK, app);
    }
    if (has(above, WLOCK)) {
      return hasMutex(above)
          ? wait("RWMutex", base(above, a, 4), party, Mode.WRITE_QUEUE, app)
          : wait("RWMutex", base(above, a, 8), party, Mode.PENDING_WRITE, app);
    }
    if (has(above, "sync.(*Cond).Wait") || state.startsWith("sync.Cond.Wait")) {
      return wait("Cond", a, party, Mode.CONDITION, app);
    }
    if (has(above, "sync.(*WaitGroup).Wait")) {
      return wait("WaitGroup", a, party, Mode.WAIT_GROUP, app);
    }
    if (hasMutex(above)) {
      return wait("Mutex", base(above, a, 4), party, Mode.LOCK, app);
    }
    if (state.startsWith("chan send")) {
      return wait("chan", a, party, Mode.SEND, app);
    }
    if (state.startsWith("chan receive")) {
      return wait("chan", a, party, Mode.RECEIVE, app);
    }
    if (state.startsWith("select")) {
      return wait("select", 0, party, Mode.SELECT, app);
    }
    return null;
  }

  /** Gives the innermost frame that is not of the runtime or of package sync, or -1. */
  static int applicationFrame(List<Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      if (!GoNames.isPlumbing(frames.get(i).function())) {
        return i;
      }
    }
    return -1;
  }

  private static Wait wait(String kind, long address, Party party, Mode mode, int frame) {
    return new Wait(kind, address, new Waiter(party, mode, frame));
  }

  private static boolean hasMutex(List<Frame> frames) {
    return frames.stream().anyMatch(f -> f.function().endsWith("sync.(*Mutex).lockSlow"))
        || has(frames, "sync.(*Mutex).Lock");
  }

  private static boolean has(List<Frame> frames, String function) {
    return frames.stream().anyMatch(f -> f.function().equals(function));
  }

  /** Turns the address of a semaphore into that of its lock. */
  private static long base(List<Frame> above, long address, int offset) {
    if (address == 0) {
      return 0;
    }
    return has(above, "runtime.semacquire1") ? address - offset : address;
  }
}
