package dev.stuckpod.operator.glance;

/** What can be told of a process by a glance. */
public enum Sort {
  /** Goroutines that wait for locks. */
  Locks,
  /** Goroutines that wait for a semaphore: before Go 1.20 that may be a lock, or a WaitGroup. */
  Semaphores,
  /** Threads that do not run, for whatever they wait. */
  Threads
}
