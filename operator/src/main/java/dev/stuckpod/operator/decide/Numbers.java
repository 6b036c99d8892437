package dev.stuckpod.operator.decide;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes numbers as people do: no trailing zeros, no exponent for common sizes. */
public final class Numbers {

  private static final MathContext DIGITS = new MathContext(4);
  private static final double EXACT = 1e15;

  private Numbers() {}

  /** Writes a number. */
  public static String format(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    return BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
