package dev.stuckpod.analysis.model;

import java.util.List;
import java.util.regex.Pattern;

/** Looks for functions among the innermost calls of a stack. */
public final class Calls {
  private static final int INNERMOST = 12;

  private Calls() {}

  /** Whether the innermost call is one of these functions. */
  public static boolean isIn(List<Frame> frames, Pattern innermost) {
    return !frames.isEmpty() && innermost.matcher(frames.getFirst().function()).matches();
  }

  /** Whether one of the innermost calls is one of these functions. */
  public static boolean has(List<Frame> frames, Pattern function) {
    return frames.stream()
        .limit(INNERMOST)
        .map(Frame::function)
        .anyMatch(f -> function.matcher(f).matches());
  }
}
