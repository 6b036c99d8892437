package dev.stuckpod.goroutines.locks;

import dev.stuckpod.goroutines.code.value.Kind;
import java.util.Map;

/**
 * What is in memory where something is that can be waited for, at one moment. Whoever reads it must
 * know by a goroutine that waits for it, before and after, that it was there.
 */
public sealed interface Word {

  /** More readers than this no RWMutex has: a writer takes so many from their count. */
  long MOST_READERS = 1 << 30;

  /** How many hold it, by mode, if it {@link #isSettled}; empty where it does not tell. */
  default Map<Kind, Integer> holds() {
    return Map.of();
  }

  /** How many wait in a queue, by the word; -1 where it does not tell. */
  long waiting(Role role);

  /**
   * Whether it is in one of the states in which it stays while somebody waits. All others are steps
   * from one to another, or nonsense: nothing follows from them.
   *
   * @param role of somebody who waits
   */
  boolean isSettled(Role role);

  /** Whether it is in a state in which it stays while somebody holds it, and nobody waits. */
  default boolean isHeld() {
    return false;
  }

  /**
   * A Mutex (src/sync/mutex.go).
   *
   * @param starving whether it is handed on to the first in the queue
   */
  record Mutex(boolean locked, boolean starving, int waiters) implements Word {
    @Override
    public Map<Kind, Integer> holds() {
      return Map.of(Kind.MUTEX, locked ? 1 : 0);
    }

    @Override
    public boolean isHeld() {
      return locked && waiters >= 0;
    }

    @Override
    public long waiting(Role role) {
      return waiters;
    }

    @Override
    public boolean isSettled(Role role) {
      return locked && waiters > 0;
    }
  }

  /**
   * A RWMutex (src/sync/rwmutex.go).
   *
   * @param writers its Mutex: a writer has it from before it waits until after it has written
   * @param readerCount readers inside; or, once a writer has come, those and all who came after it,
   *     less {@link #MOST_READERS}
   * @param readerWait of the readers, how many the writer waits for
   */
  record RwMutex(Mutex writers, int readerCount, int readerWait) implements Word {

    /** Whether a writer waits for readers to leave. */
    public boolean isPending() {
      return readerCount < 0 && readerWait > 0;
    }

    @Override
    public Map<Kind, Integer> holds() {
      boolean writes = readerCount < 0 && readerWait == 0;
      return Map.of(Kind.READ, (int) readers(), Kind.WRITE, writes ? 1 : 0);
    }

    @Override
    public boolean isHeld() {
      // a Mutex that nobody has, but that somebody waits for, is on its way to him
      boolean isRead = !writers.locked() && writers.waiters() == 0 && readerCount > 0;
      return isRead || writers.locked() && readerCount < 0 && waitsForThoseInside();
    }

    /** Gives how many readers are inside. */
    public long readers() {
      return readerCount >= 0 ? readerCount : readerWait;
    }

    @Override
    public long waiting(Role role) {
      return switch (role) {
        case WRITER -> isPending() ? 1 : 0;
        case NEXT_WRITER -> writers.waiters();
        default -> readerCount >= 0 ? 0 : readerCount + MOST_READERS - readerWait;
      };
    }

    @Override
    public boolean isSettled(Role role) {
      return writers.locked() && readerCount < 0 && waitsForThoseInside() && waiting(role) > 0;
    }

    /**
     * Whether the writer waits for no more readers than there are: one who leaves is for a moment.
     */
    private boolean waitsForThoseInside() {
      return readerWait >= 0 && readerCount + MOST_READERS >= readerWait;
    }
  }

  /**
   * A WaitGroup (src/sync/waitgroup.go).
   *
   * @param counter of those who have yet to be done
   */
  record WaitGroup(int counter, int waiters) implements Word {
    @Override
    public Map<Kind, Integer> holds() {
      return Map.of(Kind.COUNT, Math.max(counter, 0));
    }

    @Override
    public long waiting(Role role) {
      return waiters;
    }

    @Override
    public boolean isSettled(Role role) {
      return counter > 0 && waiters > 0;
    }
  }

  /**
   * A Once (src/sync/once.go).
   *
   * @param mutex which whoever runs the function has
   */
  record Once(boolean done, Mutex mutex) implements Word {
    @Override
    public Map<Kind, Integer> holds() {
      return mutex.holds();
    }

    @Override
    public long waiting(Role role) {
      return mutex.waiters();
    }

    @Override
    public boolean isSettled(Role role) {
      return !done && mutex.isSettled(role);
    }
  }

  /**
   * A Cond (src/sync/cond.go).
   *
   * @param lock the address of its Locker
   * @param waiters those who have come, less those who have been notified
   */
  record Cond(long lock, int waiters) implements Word {
    @Override
    public long waiting(Role role) {
      return waiters;
    }

    @Override
    public boolean isSettled(Role role) {
      return waiters > 0;
    }
  }

  /**
   * A channel (src/runtime/chan.go).
   *
   * @param count of buffered elements
   * @param capacity of the buffer
   */
  record Channel(long count, long capacity, boolean closed) implements Word {
    @Override
    public long waiting(Role role) {
      return -1;
    }

    /** Nobody waits at one that is closed, to receive what is there, or to send where is room. */
    @Override
    public boolean isSettled(Role role) {
      return !closed && capacity >= 0 && count == (role == Role.SENDER ? capacity : 0);
    }
  }

  /** A semaphore of something that is not known. */
  record Unknown() implements Word {
    @Override
    public long waiting(Role role) {
      return -1;
    }

    @Override
    public boolean isSettled(Role role) {
      return true;
    }
  }
}
