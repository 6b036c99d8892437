package dev.stuckpod.analysis.model;

import java.util.Arrays;

/** First arguments of a goroutine's frames: for methods the receiver. */
public final class Arguments {
  /** Stands for an argument that was not printed. */
  public static final long NONE = 0;

  private final long[] first;
  private final boolean[] stale;

  /**
   * Takes over both arrays.
   *
   * @param first per frame the first argument, {@link #NONE} when not printed
   * @param stale per frame whether a {@code ?} follows it, so that it may be outdated
   */
  public Arguments(long[] first, boolean[] stale) {
    this.first = first;
    this.stale = stale;
  }

  /** Gives the first argument of a frame if it was printed, live or not, else {@link #NONE}. */
  public long first(int frame) {
    return frame < first.length ? first[frame] : NONE;
  }

  /** Gives the first argument of a frame if it is printed and live, else {@link #NONE}. */
  public long live(int frame) {
    return frame < first.length && !stale[frame] ? first[frame] : NONE;
  }

  @Override
  public String toString() {
    return Arrays.toString(first);
  }
}
