package dev.stuckpod.analysis.golang.wait;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
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
  record Wait(ResourceKind kind, long address, Waiter waiter) {}

  private static final String RLOCK = "sync.(*RWMutex).RLock";
  private static final String SEMACQUIRE = "runtime.semacquire1";
  private static final String WLOCK = "sync.(*RWMutex).Lock";

  private GoWaits() {}

  /**
   * How the routines of a group wait.
   *
   * @param offset of the semaphore in the lock
   */
  record Shape(ResourceKind kind, Mode mode, int frame, int offset) {
    /** Gives the wait of one party of that group. */
    Wait of(Party party) {
      long address = party.cohort().address();
      boolean known = address != 0 && offset != 0;
      return new Wait(
          kind,
          known && showsSemaphore(party, address) ? address - offset : address,
          new Waiter(party, mode, frame));
    }

    /** Whether the address is that of the lock's semaphore; elsewhere it is the lock's own. */
    private boolean showsSemaphore(Party party, long address) {
      boolean sampled = false;
      for (int i = 0; i < frame; i++) {
        if (party.live(i) == address) {
          if (!isSemaphore(party.frame(i).function())) {
            return false;
          }
          sampled = true;
        }
      }
      return sampled || has(party.frames().subList(0, frame), SEMACQUIRE);
    }
  }

  /**
   * Gives how the routines of a group wait; null when for nothing known.
   *
   * @param holds whether they hold a lock, so that it matters even if they have nothing to do
   */
  static @Nullable Shape of(Group group, boolean holds) {
    if (group.dialect().isLive(group.state()) || group.idle() && !holds) {
      return null;
    }
    List<Frame> frames = group.stack().frames();
    int app = group.applicationFrame();
    if (app < 0) {
      return null;
    }
    List<Frame> above = frames.subList(0, app);
    String state = group.state();
    if (has(above, RLOCK)) {
      return new Shape(ResourceKind.RW_MUTEX, Mode.READ_LOCK, app, 12);
    }
    if (has(above, WLOCK)) {
      return hasMutex(above)
          ? new Shape(ResourceKind.RW_MUTEX, Mode.WRITE_QUEUE, app, 4)
          : new Shape(ResourceKind.RW_MUTEX, Mode.PENDING_WRITE, app, 8);
    }
    if (has(above, "sync.(*Cond).Wait") || state.startsWith("sync.Cond.Wait")) {
      return new Shape(ResourceKind.CONDITION, Mode.CONDITION, app, 0);
    }
    if (has(above, "sync.(*WaitGroup).Wait")) {
      return new Shape(ResourceKind.WAIT_GROUP, Mode.WAIT_GROUP, app, 0);
    }
    if (hasMutex(above)) {
      return new Shape(ResourceKind.MUTEX, Mode.LOCK, app, 4);
    }
    if (state.startsWith("chan send")) {
      return new Shape(ResourceKind.CHANNEL, Mode.SEND, app, 0);
    }
    if (state.startsWith("chan receive")) {
      return new Shape(ResourceKind.CHANNEL, Mode.RECEIVE, app, 0);
    }
    if (state.startsWith("select")) {
      return new Shape(ResourceKind.SELECT, Mode.SELECT, app, 0);
    }
    return null;
  }

  private static boolean hasMutex(List<Frame> frames) {
    return frames.stream().anyMatch(f -> f.function().endsWith("sync.(*Mutex).lockSlow"))
        || has(frames, "sync.(*Mutex).Lock");
  }

  private static boolean has(List<Frame> frames, String function) {
    return frames.stream().anyMatch(f -> f.function().equals(function));
  }

  private static boolean isSemaphore(String function) {
    return function.equals(SEMACQUIRE) || function.contains("sync.runtime_Semacquire");
  }
}
