package dev.stuckpod.status;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers over time as they stand in a status: in one line, exact, NaN where there is none. */
public final class ValueText {

  private static final String NONE = "-";
  private static final double EXACT = 1e15;

  /** More than any history has. */
  private static final int MOST = 1000;

  private ValueText() {}

  /** Writes numbers; what is not finite is none. */
  public static String of(List<Double> values) {
    return values.stream().map(ValueText::word).collect(Collectors.joining(" "));
  }

  /** Reads them back; a word that is no number is none. */
  public static List<Double> read(String text) {
    return Stream.of(text.split(" ", MOST)).map(ValueText::number).toList();
  }

  private static String word(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static double number(String word) {
    try {
      double value = Double.parseDouble(word);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }
}
