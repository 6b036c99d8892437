package dev.stuckpod.analysis.format;

import java.util.List;

/** Says that a stream has more dumps than the one that is explained. */
public final class Repeated {
  private Repeated() {}

  public static List<String> dumps(int earlier) {
    return earlier == 0
        ? List.of()
        : List.of("the input has " + (earlier + 1) + " dumps; the last one is explained");
  }
}
