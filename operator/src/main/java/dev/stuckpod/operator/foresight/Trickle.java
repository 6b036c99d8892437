package dev.stuckpod.operator.foresight;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other with pauses between, in the order in which they came: what is done
 * once an hour for each of thousands is spread over the hour.
 */
public final class Trickle implements Executor, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trickle.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
  private static final Duration ROUND = Duration.ofMinutes(50);

  /** A task may wait for somebody who does not answer. */
  private static final int AT_ONCE = 4;

  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final IntSupplier members;
  private final Thread thread;

  /**
   * Begins to wait for tasks.
   *
   * @param members for how many there may be a task each hour
   */
  public Trickle(IntSupplier members) {
    this.members = members;
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
        Thread.sleep(pause());
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

  private Duration pause() {
    Duration share = ROUND.dividedBy(Math.max(1, members.getAsInt()));
    return share.compareTo(LONGEST_PAUSE) < 0 ? share : LONGEST_PAUSE;
  }
}
