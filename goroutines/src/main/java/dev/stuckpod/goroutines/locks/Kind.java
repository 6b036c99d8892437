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

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** Whether all that is told of it changes at one moment. */
  boolean isOneWord() {
    return this == MUTEX || this == SEMAPHORE;
  }

  /** Gives the word that it is printed with. */
  public String word() {
    return word;
  }
}
