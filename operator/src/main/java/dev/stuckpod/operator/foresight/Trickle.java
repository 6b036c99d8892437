package dev.stuckpod.operator.foresight;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other with pauses between, in the order in which they came: what is
 * asked of thousands takes its time, and never a notable part of a core.
 */
public final class Trickle implements Executor, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trickle.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A task may wait for somebody who does not answer. */
  private static final int AT_ONCE = 4;

  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Thread thread;

  /** Begins to wait for tasks. */
  public Trickle() {
    this.thread = Thread.ofVirtual().name("trickle").start(this::run);
  }

  @Override
  public void execute(Runnable task) {
    queue.add(task);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        Runnable task = queue.take();
        places.acquire();
        Thread.ofVirtual().name("look").start(() -> perform(task));
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void perform(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failed) {
      LOG.warn("A look at a sidecar failed: {}", failed.getMessage());
    } finally {
      places.release();
    }
  }
}
