package dev.stuckpod.operator.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errands to one address, one after the other, with a thread of their own: an address that hangs
 * delays its own errands and nobody else. There is room for so many; who finds none comes again.
 */
final class Lane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  static final int ROOM = 1000;

  /** An errand that is under way may come to its end; longer, nobody waits. */
  private static final Duration LEAVE = Duration.ofSeconds(3);

  private final String name;
  private final Pauses pauses;
  private final Function<Key, Progress> errand;
  private final Deque<Key> waiting = new ArrayDeque<>();
  private final Set<Key> known = new HashSet<>();
  private @Nullable Thread thread;
  private boolean closed;

  /**
   * Runs errands.
   *
   * @param errand goes as far as it can, in a bounded time
   */
  Lane(String name, Pauses pauses, Function<Key, Progress> errand) {
    this.name = name;
    this.pauses = pauses;
    this.errand = errand;
  }

  /** Takes an errand, unless it has that one, or no room. */
  synchronized void offer(Key key) {
    if (closed || known.size() >= ROOM || !known.add(key)) {
      return;
    }
    waiting.add(key);
    notifyAll();
    if (thread == null) {
      thread = Thread.ofVirtual().name("notify-" + name).start(this::run);
    }
  }

  /** How many are there. */
  synchronized int size() {
    return known.size();
  }

  /** Begins no errand any more, and lets the one under way come to its end. */
  @Override
  public void close() {
    closeAll(List.of(this));
  }

  /** Closes several, which take no longer together than the one that takes longest. */
  static void closeAll(Collection<Lane> lanes) {
    lanes.forEach(Lane::shut);
    long until = System.nanoTime() + LEAVE.toNanos();
    lanes.forEach(lane -> lane.leave(until));
  }

  private synchronized void shut() {
    closed = true;
    notifyAll();
  }

  private void leave(long until) {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    try {
      long left = Math.max(0, until - System.nanoTime());
      if (running != null && !running.join(Duration.ofNanos(left))) {
        running.interrupt();
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    int failures = 0;
    for (Key key = next(); key != null; key = next()) {
      switch (carry(key)) {
        case Progress.Over() -> {
          failures = 0;
          end(key);
        }
        case Progress.Again(Duration notBefore) -> {
          failures++;
          again(key, pauses.after(failures, notBefore));
        }
      }
    }
  }

  private Progress carry(Key key) {
    try {
      return errand.apply(key);
    } catch (RuntimeException mistake) {
      LOG.error("{}/{}: a mistake in Stuckpod", key.namespace(), key.name(), mistake);
      return new Progress.Again(Duration.ZERO);
    }
  }

  /** Waits for one; null when there will be none. */
  private synchronized @Nullable Key next() {
    try {
      while (!closed && waiting.isEmpty()) {
        wait();
      }
    } catch (InterruptedException ending) {
      closed = true;
    }
    return closed ? null : waiting.poll();
  }

  private synchronized void end(Key key) {
    known.remove(key);
  }

  /** Those that wait come first: the next one need not fail. */
  private synchronized void again(Key key, Duration pause) {
    waiting.add(key);
    long until = System.nanoTime() + pause.toNanos();
    try {
      for (long left = pause.toNanos(); !closed && left > 0; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException ending) {
      closed = true;
    }
  }
}
