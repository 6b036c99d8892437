package dev.stuckpod.operator.loadtest.series;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many series the operator remembers, whoever they are of: a tenant may open as many windows as
 * it likes. Any thread may ask.
 */
public final class Budget {

  /** Of all windows; about 200 bytes each, and their names. */
  public static final int MOST_SERIES = 100_000;

  /** Of which the last values are kept, half a kilobyte each. */
  public static final int MOST_RINGS = 20_000;

  /** Bytes of the names and labels of all: an app may make them as long as it likes. */
  public static final int MOST_TEXT = 16 << 20;

  private final AtomicInteger series;
  private final AtomicInteger rings;
  private final AtomicInteger text = new AtomicInteger(MOST_TEXT);

  /** Has room for so much. */
  public Budget(int series, int rings) {
    this.series = new AtomicInteger(series);
    this.rings = new AtomicInteger(rings);
  }

  /**
   * Takes room for one more series; false where there is none.
   *
   * @param bytes of its name and labels
   */
  boolean takeSeries(int bytes) {
    if (!take(text, bytes)) {
      return false;
    }
    if (!take(series, 1)) {
      text.addAndGet(bytes);
      return false;
    }
    return true;
  }

  boolean takeRing() {
    return take(rings, 1);
  }

  void give(int manySeries, int manyRings, int bytes) {
    series.addAndGet(manySeries);
    rings.addAndGet(manyRings);
    text.addAndGet(bytes);
  }

  private static boolean take(AtomicInteger left, int some) {
    return left.getAndUpdate(n -> n >= some ? n - some : n) >= some;
  }
}
