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

  private final AtomicInteger series;
  private final AtomicInteger rings;

  /** Has room for so much. */
  public Budget(int series, int rings) {
    this.series = new AtomicInteger(series);
    this.rings = new AtomicInteger(rings);
  }

  /** Takes room for one more series; false where there is none. */
  boolean takeSeries() {
    return take(series);
  }

  boolean takeRing() {
    return take(rings);
  }

  void give(int manySeries, int manyRings) {
    series.addAndGet(manySeries);
    rings.addAndGet(manyRings);
  }

  private static boolean take(AtomicInteger left) {
    return left.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
  }
}
