package dev.stuckpod.operator.turns;

import java.time.Duration;

/**
 * A pod that is being created waits for its review. While one is under way, other requests to the
 * API server let it go first; each for a moment at most, because reviews can be forged without end.
 */
public final class ReviewsFirst {

  /** So long one request gives way; a review that is not kept waiting takes less. */
  private static final Duration MOMENT = Duration.ofMillis(50);

  private final Duration moment;
  private int underWay;

  /** No review is under way yet. */
  public ReviewsFirst() {
    this(MOMENT);
  }

  ReviewsFirst(Duration moment) {
    this.moment = moment;
  }

  /** A review, until it is closed. */
  @FunctionalInterface
  public interface Review extends AutoCloseable {
    @Override
    void close();
  }

  /** Begins a review. */
  public synchronized Review begin() {
    underWay++;
    return this::end;
  }

  private synchronized void end() {
    underWay--;
    if (underWay == 0) {
      notifyAll();
    }
  }

  /** Waits until no review is under way, for a moment at most. */
  public synchronized void giveWay() throws InterruptedException {
    long end = System.nanoTime() + moment.toNanos();
    for (long left = moment.toMillis();
        underWay > 0 && left > 0;
        left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }
}
