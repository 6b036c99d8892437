package dev.stuckpod.protocol;

/** What a goroutine waits for that waits for a lock, by the word that its runtime has for it. */
public enum LockKind {
  /** sync.Mutex.Lock: a Mutex, also that of a RWMutex behind which further writers queue. */
  Mutex,
  /** sync.RWMutex.RLock: readers, behind a writer. */
  RWMutexRead,
  /** sync.RWMutex.Lock: the writer that waits for readers to leave. */
  RWMutexWrite,
  /**
   * semacquire: before Go 1.20 any of these, too; also what may well wait for long, such as
   * WaitGroups of many versions.
   */
  Semacquire
}
