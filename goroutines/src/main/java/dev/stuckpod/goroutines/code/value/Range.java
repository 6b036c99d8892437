package dev.stuckpod.goroutines.code.value;

/**
 * How often something is held: at least, and at most. Negative: it was released, having been
 * acquired elsewhere.
 */
public record Range(int least, int most) {

  /** More than this is not counted. */
  private static final int MOST = 3;

  /** Not at all. */
  public static final Range NONE = new Range(0, 0);

  /** So many more. */
  public Range plus(int atLeast, int atMost) {
    return new Range(clamp(least + atLeast), clamp(most + atMost));
  }

  /** What is true of both. */
  public Range or(Range other) {
    return new Range(Math.min(least, other.least), Math.max(most, other.most));
  }

  private static int clamp(int n) {
    return Math.clamp(n, -MOST, MOST);
  }
}
