package dev.stuckpod.analysis.graph;

/** In which way a routine waits. */
public enum Mode {
  /** For a mutex, a monitor or a synchronizer, exclusively. */
  LOCK(true),
  /** The same, until a time is over. */
  TIMED_LOCK(true),
  /** For a read lock. */
  READ_LOCK(true),
  /** Behind other writers, to become the next one. */
  WRITE_QUEUE(true),
  /** As the announced writer: readers must leave, and new ones queue behind. */
  PENDING_WRITE(true),
  SEND(false),
  RECEIVE(false),
  SELECT(false),
  CONDITION(false),
  WAIT_GROUP(false),
  /** For the result of a task, or the end of a thread. */
  RESULT(false),
  /** For another thread that initializes a class. */
  CLASS_INIT(true);

  private final boolean lock;

  Mode(boolean lock) {
    this.lock = lock;
  }

  /** Whether a lock is waited for, and not a message. */
  public boolean isLock() {
    return lock;
  }
}
