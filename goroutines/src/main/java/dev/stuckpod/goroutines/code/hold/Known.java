package dev.stuckpod.goroutines.code.hold;

/**
 * What a value is in a process.
 *
 * @param quality how it is known, one of the constants; more is worse
 */
public record Known(long value, int quality) {

  /** It is in a place that the collector looks at, or a constant. */
  public static final int LIVE = 0;

  /** It is a captured variable, was in a caller's register, or a deferred call has it, too. */
  public static final int CAPTURED = 1;

  /** It was read again now from the field that it was loaded from. */
  public static final int READ_AGAIN = 2;

  /**
   * It is in a place that the collector looks at no more: what it pointed to may be another thing.
   */
  public static final int DEAD = 3;

  /** It was read again from a field that the function writes to. */
  public static final int WRITTEN = 4;

  /** Nothing is known. */
  public static final int NEVER = 9;

  Known plus(long more) {
    return new Known(value + more, quality);
  }

  Known atBest(int best) {
    return quality >= best ? this : new Known(value, best);
  }
}
