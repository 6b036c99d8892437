package dev.stuckpod.goroutines.glance;

/** What a goroutine waits for that waits for a lock (src/runtime/runtime2.go, waitReason). */
public enum Lock {
  /** A Mutex, also the one within a RWMutex at which further writers queue. */
  MUTEX(1, "sync.Mutex.Lock"),
  /** A RWMutex, to read. */
  RW_MUTEX_READ(2, "sync.RWMutex.RLock"),
  /** A RWMutex, to write: readers have it. */
  RW_MUTEX_WRITE(3, "sync.RWMutex.Lock"),
  /** Before Go 1.20 any of these; also what waits for other goroutines to be done. */
  SEMAPHORE(4, "semacquire");

  /** For what is no lock. */
  static final int NONE = 0;

  /** Above the greatest {@link #code()}. */
  static final int CODES = 5;

  private final int code;
  private final String word;

  Lock(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** Tells by the runtime's word which one it is; {@link #NONE} for any other wait. */
  static int code(String word) {
    for (Lock lock : values()) {
      if (lock.word.equals(word)) {
        return lock.code;
      }
    }
    return NONE;
  }

  /** A small number, never {@link #NONE}. */
  int code() {
    return code;
  }
}
