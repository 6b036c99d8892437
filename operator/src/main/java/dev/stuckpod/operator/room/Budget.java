package dev.stuckpod.operator.room;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many series the operator remembers, whoever they are of: a tenant may ask as much as it
 * likes, and has its share.
 */
public final class Budget implements Room {

  /** Of all windows; about 200 bytes each, and their names. */
  public static final int MOST_SERIES = 100_000;

  /** Of which the last values are kept, half a kilobyte each. */
  public static final int MOST_RINGS = 20_000;

  /** Bytes of the names and labels of all: an app may make them as long as it likes. */
  public static final int MOST_TEXT = 16 << 20;

  private final AtomicInteger series;
  private final AtomicInteger rings;
  private final AtomicInteger text;

  /** One of a namespace that was ever remembered of; those are an admin's. */
  private final Map<String, Share> shares = new ConcurrentHashMap<>();

  /** Has room for so much, and for {@link #MOST_TEXT}. */
  public Budget(int series, int rings) {
    this(series, rings, MOST_TEXT);
  }

  /**
   * Has room for so much.
   *
   * @param text bytes that are counted with each series
   */
  public Budget(int series, int rings, int text) {
    this.series = new AtomicInteger(series);
    this.rings = new AtomicInteger(rings);
    this.text = new AtomicInteger(text);
  }

  /** The part of a namespace, which all its windows share. */
  public Room of(String namespace) {
    return shares.computeIfAbsent(namespace, _ -> new Share(this));
  }

  @Override
  public boolean takeSeries(int bytes) {
    if (!take(text, bytes)) {
      return false;
    }
    if (!take(series, 1)) {
      text.addAndGet(bytes);
      return false;
    }
    return true;
  }

  @Override
  public boolean takeRing() {
    return take(rings, 1);
  }

  @Override
  public void give(int manySeries, int manyRings, int bytes) {
    series.addAndGet(manySeries);
    rings.addAndGet(manyRings);
    text.addAndGet(bytes);
  }

  /** What is left of it. */
  public int leftSeries() {
    return series.get();
  }

  /** What is left of it. */
  public int leftRings() {
    return rings.get();
  }

  /** What is left of it. */
  public int leftText() {
    return text.get();
  }

  private static boolean take(AtomicInteger left, int some) {
    return left.getAndUpdate(n -> n >= some ? n - some : n) >= some;
  }
}
