package dev.stuckpod.goroutines.text;

import dev.stuckpod.goroutines.reach.Unreached;
import java.util.Locale;

/** Prints that nothing can wake a goroutine, which the runtime tells from Go 1.27 on, if asked. */
public final class ReachText {

  private static final double SECOND = 1e3;

  private ReachText() {}

  /** Prints one line. */
  public static void print(Unreached unreached, Text out) {
    double apart = unreached.apart().toMillis() / SECOND;
    out.add("\t# out of reach: nothing but goroutines parked for ever refers to what it waits for,")
        .add(String.format(Locale.ROOT, " in two readings %.1fs apart", apart))
        .add('\n');
  }
}
