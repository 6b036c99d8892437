package dev.stuckpod.goroutines.code.verdict;

import dev.stuckpod.goroutines.code.value.Kind;
import java.util.Map;
import java.util.Optional;

/** How many holds the words of a lock prove, by mode. Empty while the lock changes hands. */
public final class Words {

  private Words() {}

  /** Of a sync.Mutex. */
  public static Optional<Map<Kind, Integer>> ofMutex(boolean locked) {
    return Optional.of(Map.of(Kind.MUTEX, locked ? 1 : 0));
  }

  /** Of a sync.WaitGroup. */
  public static Optional<Map<Kind, Integer>> ofWaitGroup(int counter) {
    return Optional.of(Map.of(Kind.COUNT, Math.max(counter, 0)));
  }

  /**
   * Of a sync.RWMutex.
   *
   * @param writerLocked whether a writer has locked the mutex in it
   * @param readers readerCount: negative while a writer waits or writes
   * @param departing readerWait: readers that the pending writer waits for
   * @param writerPending whether a goroutine waits for the readers to leave
   */
  public static Optional<Map<Kind, Integer>> ofRwMutex(
      boolean writerLocked, int readers, int departing, boolean writerPending) {
    if (readers >= 0) {
      return writerLocked
          ? Optional.empty()
          : Optional.of(Map.of(Kind.READ, readers, Kind.WRITE, 0));
    }
    if (!writerLocked || departing < 0 || writerPending && departing == 0) {
      return Optional.empty();
    }
    return Optional.of(Map.of(Kind.READ, departing, Kind.WRITE, departing > 0 ? 0 : 1));
  }
}
