package dev.stuckpod.operator.turns;

import dev.stuckpod.operator.turns.NamespaceQueue.Next;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins one task after the other with pauses between: what is asked of thousands takes its time,
 * and never a notable part of a core. Namespaces take turns, and one alone has half of the places:
 * its sidecars that do not answer keep nobody else's waiting.
 */
public final class Trickle implements Background, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trickle.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A task may wait for somebody who does not answer. */
  private static final int AT_ONCE = 8;

  private final Shares<Runnable> shares;
  private final Duration pause;
  private final Thread thread;

  /** Begins to wait for tasks. */
  public Trickle() {
    this(PAUSE, AT_ONCE);
  }

  /**
   * Begins to wait for tasks.
   *
   * @param pause from the beginning of one to that of the next
   * @param atOnce so many are at work at most; half of these of a namespace
   */
  public Trickle(Duration pause, int atOnce) {
    this.pause = pause;
    this.shares = new Shares<>(atOnce, Math.max(1, atOnce / 2));
    this.thread = Thread.ofVirtual().name("trickle").start(this::run);
  }

  @Override
  public synchronized void run(String namespace, Runnable task) {
    shares.add(namespace, task);
    notifyAll();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        Next<Runnable> next = take();
        Thread.ofVirtual().name("look").start(() -> perform(next));
        Thread.sleep(pause);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Next<Runnable> take() throws InterruptedException {
    while (true) {
      Optional<Next<Runnable>> next = shares.next();
      if (next.isPresent()) {
        return next.get();
      }
      wait();
    }
  }

  private void perform(Next<Runnable> task) {
    try {
      task.item().run();
    } catch (RuntimeException failed) {
      LOG.warn("A look at a sidecar failed: {}", failed.getMessage());
    } finally {
      synchronized (this) {
        shares.ended(task.namespace());
        notifyAll();
      }
    }
  }
}
