package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.line.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a goroutine, as printed by goroutineheader in runtime/traceback.go of Go 1.17
 * to 1.27.
 *
 * @param id the goroutine's number; empty for grouped headers
 * @param count how many goroutines it stands for
 * @param state verbatim, without "(scan)"
 * @param minutes the wait in minutes, 0 when not printed
 * @param detailed whether gp= is printed: traceback level 2 of Go 1.22 or later
 */
record GoHeader(String id, int count, String state, int minutes, boolean detailed) {
  private static final int LONGEST_STATE = 100;
  private static final int LONGEST_ID = 20;
  static final byte[] GOROUTINE = Bytes.of("goroutine ");
  private static final byte[] GOROUTINES = Bytes.of("goroutines [");
  private static final byte[] MINUTES = Bytes.of(" minutes");
  private static final byte[] GP = Bytes.of(" gp=");

  /** Parses a header; null when the line is none. */
  static @Nullable GoHeader parse(byte[] b, int from, int to) {
    boolean grouped = false;
    int at;
    if (Bytes.startsWith(b, from, to, GOROUTINE)) {
      at = from + GOROUTINE.length;
    } else if (from < to && Bytes.isDigit(b[from])) {
      grouped = true;
      at = from;
    } else {
      return null;
    }
    int digits = Bytes.digitsEnd(b, at, to);
    if (digits == at || digits >= to || b[digits] != ' ') {
      return null;
    }
    boolean detailed = Bytes.startsWith(b, digits, to, GP);
    int open = digits + 1;
    if (grouped) {
      if (!Bytes.startsWith(b, open, to, GOROUTINES)) {
        return null;
      }
      open += GOROUTINES.length - 1;
    } else if (detailed) {
      open = Bytes.indexOf(b, digits, to, '[');
    }
    if (open < 0 || open >= to || b[open] != '[') {
      return null;
    }
    int end = open + 1;
    while (end < to && b[end] != ']' && b[end] != ',') {
      end++;
    }
    if (end >= to || b[to - 1] != ':') {
      return null;
    }
    String state =
        Bytes.text(b, open + 1, Math.min(end, open + LONGEST_STATE)).replace(" (scan)", "");
    int minutes = 0;
    int labels = Bytes.indexOf(b, end, to, '{');
    int m = b[end] == ',' ? Bytes.indexOf(b, end, labels < 0 ? to : labels, MINUTES) : -1;
    if (m > 0) {
      int start = m;
      while (Bytes.isDigit(b[start - 1])) {
        start--;
      }
      minutes = (int) Math.min(Integer.MAX_VALUE, Bytes.decimal(b, start, m));
    }
    long number = Bytes.decimal(b, at, digits);
    return grouped
        ? new GoHeader("", (int) Math.min(number, 100_000_000), state, minutes, false)
        : new GoHeader(
            Bytes.text(b, at, Math.min(digits, at + LONGEST_ID)), 1, state, minutes, detailed);
  }
}
