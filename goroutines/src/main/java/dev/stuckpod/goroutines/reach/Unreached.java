package dev.stuckpod.goroutines.reach;

import java.time.Duration;
import java.util.Arrays;

/**
 * Goroutines that wait for what nothing can be seen to reach, but goroutines that are parked for
 * ever themselves. A single reading may err, as the process runs while it is read.
 */
public final class Unreached {

  private final long[] goids;
  private final long[] stands;
  private final long from;
  private final long to;

  private Unreached(long[] goids, long[] stands, long from, long to) {
    this.goids = goids;
    this.stands = stands;
    this.from = from;
    this.to = to;
  }

  /**
   * These are.
   *
   * @param goids their numbers
   * @param stands where each stands, see {@link dev.stuckpod.goroutines.runtime.Stand}
   * @param time when they were not reached, in nanoseconds
   */
  static Unreached of(long[] goids, long[] stands, long time) {
    long[] sorted = goids.clone();
    Arrays.sort(sorted);
    long[] at = new long[stands.length];
    for (int i = 0; i < goids.length; i++) {
      at[Arrays.binarySearch(sorted, goids[i])] = stands[i];
    }
    return new Unreached(sorted, at, time, time);
  }

  /** Those of both readings who have not run in between. */
  public Unreached and(Unreached other) {
    long[] both = new long[goids.length];
    long[] at = new long[goids.length];
    int count = 0;
    for (int i = 0; i < goids.length; i++) {
      if (other.has(goids[i], stands[i])) {
        both[count] = goids[i];
        at[count++] = stands[i];
      }
    }
    return new Unreached(
        Arrays.copyOf(both, count),
        Arrays.copyOf(at, count),
        Math.min(from, other.from),
        Math.max(to, other.to));
  }

  /** Whether a goroutine is one of these, and stands where it stood. */
  public boolean has(long goid, long stand) {
    int i = Arrays.binarySearch(goids, goid);
    return i >= 0 && stands[i] == stand;
  }

  /** Tells how far the first and the last reading are apart. */
  public Duration apart() {
    return Duration.ofNanos(to - from);
  }

  /** Tells how many there are. */
  public int size() {
    return goids.length;
  }

  /** Gives their numbers, ascending. */
  public long[] goids() {
    return goids.clone();
  }
}
