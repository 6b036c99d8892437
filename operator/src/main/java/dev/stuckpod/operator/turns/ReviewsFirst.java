package dev.stuckpod.operator.turns;

import java.time.Duration;

/**
 * A pod that is being created waits for its review. While one is under way, other requests to the
 * API server let it go first; for half of the time at most, because reviews can be forged without
 * end.
 */
public final class ReviewsFirst {

  /** Requests give way so long, then for as long they do not. */
  private static final Duration MOMENT = Duration.ofMillis(250);

  private final Duration moment;
  private int underWay;
  private long since;

  /** No review is under way yet. */
  public ReviewsFirst() {
    this(MOMENT);
  }

  ReviewsFirst(Duration moment) {
    this.moment = moment;
    this.since = System.nanoTime() - 2 * moment.toNanos();
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
    while (underWay > 0) {
      long now = System.nanoTime();
      if (now - since >= 2 * moment.toNanos()) {
        since = now;
      }
      long left = moment.minusNanos(now - since).toMillis();
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }
}
