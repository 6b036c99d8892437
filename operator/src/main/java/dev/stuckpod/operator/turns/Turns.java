package dev.stuckpod.operator.turns;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Lets so many work at once, and fewer of one namespace: who is slow waits for himself. Of those
 * that wait the namespaces take turns.
 */
public final class Turns {

  private final int atOnce;
  private final int ofANamespace;
  private final NamespaceQueue<Semaphore> waiting = new NamespaceQueue<>();
  private final Map<String, Integer> working = new HashMap<>();
  private int all;

  /**
   * Lets so many work at once.
   *
   * @param ofANamespace of these, how many may be one namespace's
   */
  public Turns(int atOnce, int ofANamespace) {
    this.atOnce = atOnce;
    this.ofANamespace = ofANamespace;
  }

  /** Waits for the turn of one of the namespace's; it lasts until it is closed. */
  public Turn take(String namespace) {
    var called = new Semaphore(0);
    synchronized (this) {
      waiting.add(namespace, called);
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
    all--;
    working.computeIfPresent(namespace, (_, many) -> many == 1 ? null : many - 1);
    call();
  }

  private void call() {
    while (all < atOnce) {
      var next = waiting.next(namespace -> working.getOrDefault(namespace, 0) < ofANamespace);
      if (next.isEmpty()) {
        return;
      }
      all++;
      working.merge(next.get().namespace(), 1, Integer::sum);
      next.get().item().release();
    }
  }
}
