package dev.stuckpod.operator.turns;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets threads work, so many at once and fewer of one namespace; of those that wait the namespaces
 * take turns.
 */
public final class Turns {

  private final Shares<Semaphore> shares;

  /**
   * Lets so many work at once.
   *
   * @param ofANamespace of these, how many may be one namespace's
   */
  public Turns(int atOnce, int ofANamespace) {
    this.shares = new Shares<>(atOnce, ofANamespace);
  }

  /** Waits for the turn of one of the namespace's; it lasts until it is closed. */
  public Turn take(String namespace) {
    var called = new Semaphore(0);
    synchronized (this) {
      shares.add(namespace, called);
      call();
    }
    called.acquireUninterruptibly();
    return () -> end(namespace);
  }

  /**
   * Waits for a turn for so long at most.
   *
   * @return empty where none came
   */
  public Optional<Turn> take(String namespace, Duration within) throws InterruptedException {
    var called = new Semaphore(0);
    synchronized (this) {
      shares.add(namespace, called);
      call();
    }
    try {
      if (called.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)
          || isCalledAtLast(namespace, called)) {
        return Optional.of(() -> end(namespace));
      }
      return Optional.empty();
    } catch (InterruptedException ending) {
      if (isCalledAtLast(namespace, called)) {
        end(namespace);
      }
      throw ending;
    }
  }

  private synchronized boolean isCalledAtLast(String namespace, Semaphore called) {
    shares.remove(namespace, called);
    return called.tryAcquire();
  }

  /** A turn. */
  @FunctionalInterface
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  private synchronized void end(String namespace) {
    shares.ended(namespace);
    call();
  }

  private void call() {
    for (var next = shares.next(); next.isPresent(); next = shares.next()) {
      next.get().item().release();
    }
  }
}
