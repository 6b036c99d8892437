package dev.stuckpod.door;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A turn at what costs much CPU; given back once, by whoever comes first. */
final class Turn implements AutoCloseable {

  private final Semaphore turns;
  private final AtomicBoolean held = new AtomicBoolean(true);

  private Turn(Semaphore turns) {
    this.turns = turns;
  }

  /** Waits for one. */
  static Turn of(Semaphore turns) {
    turns.acquireUninterruptibly();
    return new Turn(turns);
  }

  @Override
  public void close() {
    if (held.compareAndSet(true, false)) {
      turns.release();
    }
  }
}
