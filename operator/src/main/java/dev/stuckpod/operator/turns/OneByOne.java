package dev.stuckpod.operator.turns;

import java.util.concurrent.Semaphore;

/** Lets one work at a time; of those that wait the namespaces take turns. */
public final class OneByOne {

  private final NamespaceQueue<Semaphore> waiting = new NamespaceQueue<>();
  private boolean taken;

  /** Waits for the turn of one of the namespace's; it lasts until it is closed. */
  public Turn take(String namespace) {
    var called = new Semaphore(0);
    synchronized (this) {
      if (taken) {
        waiting.add(namespace, called);
      } else {
        taken = true;
        called.release();
      }
    }
    called.acquireUninterruptibly();
    return this::pass;
  }

  /** A turn. */
  @FunctionalInterface
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  private synchronized void pass() {
    waiting.next(_ -> true).ifPresentOrElse(next -> next.item().release(), () -> taken = false);
  }
}
