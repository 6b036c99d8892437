package dev.stuckpod.operator.loadtest.series;

import dev.stuckpod.operator.exposition.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a series. Of the last 64 scrapes a bit each says whether it was active: a
 * gauge that has changed; a counter that has grown by more than a twentieth of what it usually
 * grows by, as a server that stands still greets whoever connects.
 */
public final class Track {

  /** Scrapes that are remembered. */
  public static final int REMEMBERED = 64;

  private static final double TRICKLE = 0.05;
  private static final double NEW = 0.3;
  private static final double FORGETTING = 0.9;

  private final long id;
  private final String text;
  private final Kind kind;
  private final Origin origin;
  private final Levels levels = new Levels();

  private double value;
  private double staged;
  private int stagedIn = -1;
  private boolean present;
  private long bits;
  private int scrapes;
  private long lastActive = Long.MIN_VALUE;
  private double usual;
  private double first;
  private long firstAt;
  private int calm;
  private int calmActive;
  private double @Nullable [] ring;

  Track(long id, String text, Kind kind) {
    this.id = id;
    this.text = text;
    this.kind = kind;
    this.origin = Origin.of(text);
  }

  void stage(double number, int scrape) {
    if (stagedIn != scrape) { // of two that are the same the first counts
      staged = number;
      stagedIn = scrape;
    }
  }

  /**
   * Takes what was staged in a scrape that has succeeded.
   *
   * @return whether it is a counter that has begun anew
   */
  boolean commit(int scrape, long at, long before, Phase phase) {
    if (stagedIn != scrape) {
      present = false;
      return false;
    }
    if (!present) { // new, or it was away: what it was then says nothing
      present = true;
      bits = 0;
      scrapes = 0;
      lastActive = Long.MIN_VALUE;
      usual = 0;
      first = staged;
      firstAt = at;
      value = staged;
      ring = null;
      levels.take(value, phase);
      return false;
    }
    double growth = staged - value;
    boolean reset = kind == Kind.Counter && growth < 0;
    boolean changed = Double.doubleToLongBits(staged) != Double.doubleToLongBits(value);
    boolean active = changed && !reset && (kind != Kind.Counter || grows(growth, at - before));
    value = staged;
    bits = (bits << 1) | (active ? 1 : 0);
    scrapes = Math.min(scrapes + 1, REMEMBERED);
    lastActive = active ? at : lastActive;
    if (phase == Phase.Calm) {
      calm++;
      calmActive += active ? 1 : 0;
    }
    levels.take(value, phase);
    return reset;
  }

  private boolean grows(double growth, long millis) {
    double rate = growth / Math.max(1, millis);
    boolean active = rate > TRICKLE * usual;
    if (active) {
      usual = usual == 0 ? rate : usual + NEW * (rate - usual);
    } else {
      usual *= FORGETTING; // a burst at the beginning is not how it always is
    }
    return active;
  }

  void keep(double @Nullable [] values) {
    ring = values;
  }

  double @Nullable [] ring() {
    return ring;
  }

  boolean missing() {
    return !present;
  }

  /** The same as {@code Sample.id} of its samples. */
  public long id() {
    return id;
  }

  /** Name and labels, as a stranger has written them. */
  public String text() {
    return text;
  }

  /** Counter or gauge. */
  public Kind kind() {
    return kind;
  }

  /** Whose doing it is. */
  public Origin origin() {
    return origin;
  }

  /** Between which it went. */
  public Levels levels() {
    return levels;
  }

  /** As of the last scrape. */
  public double value() {
    return value;
  }

  /** Whether it was on the last page. */
  public boolean present() {
    return present;
  }

  /** Scrapes since it was last active, as far as they are remembered. */
  public int still() {
    return Math.min(scrapes, Long.numberOfTrailingZeros(bits));
  }

  /** When it was last active, in milliseconds of the epoch; {@link Long#MIN_VALUE} if never. */
  public long lastActive() {
    return lastActive;
  }

  /**
   * Tells whether it lived: it was active in at least half of so many scrapes before it became
   * still.
   */
  public boolean lively(int within) {
    int still = still();
    return scrapes >= still + within && 2 * activeOf(within) >= within;
  }

  /** In how many of so many scrapes before it became still it was active. */
  public int activeOf(int within) {
    int still = still();
    return still >= REMEMBERED ? 0 : Long.bitCount((bits >>> still) & mask(within));
  }

  /**
   * The longest time, in scrapes, that it stood while it lived, in so many before it became still.
   */
  public int longestPause(int within) {
    long before = still() >= REMEMBERED ? 0 : bits >>> still();
    int longest = 0;
    int run = 0;
    for (int i = 0; i < Math.min(within, scrapes - still()); i++) {
      run = ((before >>> i) & 1) == 0 ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** Whether it lived before there was a load, so that its living tells of none. */
  public boolean movesByItself() {
    return calm >= 4 && 2 * calmActive >= calm;
  }

  /** Whether it goes as a clock does, in seconds or milliseconds. */
  public boolean isClock(long now) {
    double pace = (value - first) / Math.max(1, now - firstAt) * 1000;
    return scrapes >= 4 && (near(pace, 1) || near(pace, 1000));
  }

  private static boolean near(double pace, double of) {
    return Math.abs(pace - of) < 0.02 * of;
  }

  private static long mask(int bits) {
    return bits >= REMEMBERED ? -1 : (1L << bits) - 1;
  }
}
