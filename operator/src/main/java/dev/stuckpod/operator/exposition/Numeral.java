package dev.stuckpod.operator.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads numbers as Prometheus does: Go's strconv.ParseFloat, without hexadecimal ones and
 * underscores. Common ones are read without an object.
 */
final class Numeral {

  private static final int LONGEST = 128;

  /** Powers of ten that are exact. */
  private static final double[] TENS = new double[23];

  static {
    double ten = 1;
    for (int i = 0; i < TENS.length; i++) {
      TENS[i] = ten;
      ten *= 10;
    }
  }

  private double value;

  double value() {
    return value;
  }

  /** Reads one; false where it is none. */
  boolean read(byte[] line, int from, int to) {
    if (from == to || to - from > LONGEST) {
      return false;
    }
    boolean negative = line[from] == '-';
    int at = negative || line[from] == '+' ? from + 1 : from;
    long digits = 0;
    int count = 0;
    int power = 0;
    boolean point = false;
    boolean any = false;
    for (; at < to; at++) {
      byte c = line[at];
      if (c >= '0' && c <= '9') {
        any = true;
        count += digits > 0 || c > '0' ? 1 : 0;
        if (count > 18) {
          return slowly(line, from, to);
        }
        digits = digits * 10 + (c - '0');
        power -= point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (!any) {
      return special(line, from, to);
    }
    if (at < to || digits > 1L << 53 || power < -22) {
      return slowly(line, from, to);
    }
    double exact = digits / TENS[-power];
    value = negative ? -exact : exact;
    return true;
  }

  private boolean slowly(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      // Java also takes hexadecimal ones, and a letter behind a number
      if ("0123456789+-.eE".indexOf(line[i]) < 0) {
        return false;
      }
    }
    try {
      value = Double.parseDouble(new String(line, from, to - from, StandardCharsets.US_ASCII));
      return !Double.isInfinite(value); // out of range is a mistake in Go
    } catch (NumberFormatException none) {
      return false;
    }
  }

  private boolean special(byte[] line, int from, int to) {
    String word =
        new String(line, from, to - from, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    switch (word) {
      case "nan" -> value = Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> value = Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> value = Double.NEGATIVE_INFINITY;
      default -> {
        return false;
      }
    }
    return true;
  }
}
