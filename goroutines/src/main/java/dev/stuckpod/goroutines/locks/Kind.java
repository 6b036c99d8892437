package dev.stuckpod.goroutines.locks;

/** What can be waited for, by the name of its type. */
public enum Kind {
  /** {@code sync.Mutex}. */
  MUTEX("Mutex"),
  /** {@code sync.RWMutex}. */
  RW_MUTEX("RWMutex"),
  /** {@code sync.WaitGroup}. */
  WAIT_GROUP("WaitGroup"),
  /** {@code sync.Once}: others run its function. */
  ONCE("Once"),
  /** {@code sync.Cond}. */
  COND("Cond"),
  /** A channel. */
  CHANNEL("channel"),
  /** A semaphore of something else: that somebody waits is all that is known. */
  SEMAPHORE("semaphore");

  /** Where the Mutex of a Once is (src/sync/once.go). */
  private static final int MUTEX_OF_ONCE = 4;

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** Whether all that is told of it changes at one moment. */
  boolean isOneWord() {
    return this == MUTEX || this == SEMAPHORE;
  }

  /** Gives the address of what is held, which of a Once is a part. */
  long held(long address) {
    return this == ONCE ? address + MUTEX_OF_ONCE : address;
  }

  /** Gives the word that it is printed with. */
  public String word() {
    return word;
  }
}
