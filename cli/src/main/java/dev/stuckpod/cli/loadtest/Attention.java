package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.loadtest.child.Caught;
import dev.stuckpod.cli.loadtest.child.Load;
import dev.stuckpod.cli.loadtest.child.Signals;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits, and hears the signals meanwhile. The first Ctrl-C ends the load, and its window; another
 * one, or a signal that a kill may follow, ends the waiting too.
 */
final class Attention implements AutoCloseable {

  private final Semaphore woken = new Semaphore(0);
  private final Signals signals = Signals.to(this::hear);
  private volatile @Nullable Load load;
  private volatile boolean asked;
  private volatile boolean hurried;

  /** Passes signals on from now on. */
  void to(Load child) {
    load = child;
  }

  /** Whether the load shall end. */
  boolean isAsked() {
    return asked;
  }

  /** Whether what is known shall be told at once. */
  boolean isHurried() {
    return hurried;
  }

  /** Something has happened: whoever sleeps looks. */
  void wake() {
    woken.release();
  }

  /** Sleeps until something happens, and no longer than that. */
  void sleep(Duration longest) throws InterruptedException {
    if (woken.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      woken.drainPermits();
    }
  }

  private synchronized void hear(Caught signal) {
    hurried |= asked || !signal.leavesTime();
    asked = true;
    wake();
    Load child = load;
    if (child != null) {
      child.pass(signal);
    }
  }

  /** Signals do again what they did before. */
  @Override
  public void close() {
    signals.close();
  }
}
