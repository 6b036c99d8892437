package dev.stuckpod.operator.turns;

import java.util.concurrent.Semaphore;

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
