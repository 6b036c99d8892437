package dev.stuckpod.analysis.model;

/** What routines wait for, or have too little of. */
public enum ResourceKind {
  MUTEX("Mutex"),
  RW_MUTEX("RWMutex"),
  CHANNEL("chan"),
  SELECT("select"),
  CONDITION("Cond"),
  WAIT_GROUP("WaitGroup"),
  MONITOR("monitor"),
  /** A class that is initialized. */
  CLASS("class"),
  REENTRANT_LOCK("ReentrantLock"),
  READ_WRITE_LOCK("ReentrantReadWriteLock"),
  /** Any lock; a synchronizer of a class that nothing more is known of is called as its class. */
  LOCK("lock"),
  /** Threads that run tasks. */
  EXECUTOR("executor"),
  FINALIZER("finalizer"),
  /** To a peer. */
  CONNECTION("connection"),
  /** Of connections. */
  POOL("pool"),
  SEMAPHORE("semaphore"),
  QUEUE("queue"),
  CPU("cpu"),
  /** One that more and more routines have. */
  STACK("stack"),
  UNKNOWN("unknown");

  private final String label;

  ResourceKind(String label) {
    this.label = label;
  }

  /** Gives the word used in JSON and in the status. */
  public String label() {
    return label;
  }
}
