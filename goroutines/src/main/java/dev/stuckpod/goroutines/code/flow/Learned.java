package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.Traits;
import java.util.List;

/**
 * What was found out about functions of one program, within bounds: some 5 MB at most. It depends
 * on the program alone, and may be kept while none of its processes is open. Not for several
 * threads at once.
 */
public final class Learned {

  /** Weights that are remembered, in words of about eight bytes, all objects counted. */
  private static final long ANALYSES = 200_000;

  private static final long ANSWERS = 120_000;
  private static final long OUTLOOKS = 80_000;
  private static final long SMALL = 60_000;

  final Remembered<Long, Analysis> analyses = new Remembered<>(ANALYSES);
  final Remembered<Long, Answer> answers = new Remembered<>(ANSWERS);
  final Remembered<Long, Outlook> outlooks = new Remembered<>(OUTLOOKS);
  final Remembered<Long, Traits> traits = new Remembered<>(SMALL);
  final Remembered<Long, Boolean> relevance = new Remembered<>(SMALL);
  final Remembered<Long, Summary> sums = new Remembered<>(SMALL);

  /**
   * What calling a function changes.
   *
   * @param whole whether all calls were looked into as deep as is ever looked
   * @param depth how many functions were being followed above it
   */
  record Summary(List<Effect> effects, boolean whole, int depth) {}
}
