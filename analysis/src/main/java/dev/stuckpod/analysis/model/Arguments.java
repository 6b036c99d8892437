package dev.stuckpod.analysis.model;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Arguments of a goroutine's frames, the first one above all: for methods the receiver. */
public final class Arguments {
  /** Stands for an argument that was not printed. */
  public static final long NONE = 0;

  private final long[] first;
  private final boolean[] stale;
  private final long[][] further;

  /**
   * Takes over the arrays.
   *
   * @param first per frame the first argument, {@link #NONE} when not printed
   * @param stale per frame whether a {@code ?} follows it, so that it may be outdated
   * @param further per frame the other values that are printed and live
   */
  public Arguments(long[] first, boolean[] stale, long[][] further) {
    this.first = first;
    this.stale = stale;
    this.further = further;
  }

  /** Gives the first argument of a frame if it was printed, live or not, else {@link #NONE}. */
  public long first(int frame) {
    return frame < first.length ? first[frame] : NONE;
  }

  /** Gives the first argument of a frame if it is printed and live, else {@link #NONE}. */
  public long live(int frame) {
    return frame < first.length && !stale[frame] ? first[frame] : NONE;
  }

  /** Gives how many live values a frame was given behind its first argument. */
  public int given(int frame) {
    return frame < further.length ? further[frame].length : 0;
  }

  /** Gives the live values that a frame was given behind its first argument. */
  public LongStream further(int frame) {
    return frame < further.length ? Arrays.stream(further[frame]) : LongStream.empty();
  }

  /** Whether a frame was given a value, live, anywhere behind its first argument. */
  public boolean isGiven(int frame, long value) {
    return frame < further.length && Arrays.stream(further[frame]).anyMatch(v -> v == value);
  }

  @Override
  public String toString() {
    return Arrays.toString(first);
  }
}
