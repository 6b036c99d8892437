package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Particulars;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a goroutine, as printed by goroutineheader in runtime/traceback.go of Go 1.17
 * to 1.27.
 *
 * @param id the goroutine's number; empty for grouped headers
 * @param count how many goroutines it stands for
 * @param state verbatim, without "(scan)"
 * @param printed the wait in minutes, labels, and whether it is locked to its thread
 * @param detailed whether gp= is printed: traceback level 2 of Go 1.22 or later
 */
record GoHeader(String id, int count, String state, Particulars printed, boolean detailed) {
  private static final int LONGEST_STATE = 100;
  private static final int LONGEST_ID = 20;
  private static final int LONGEST_LABELS = 1_000;
  static final byte[] GOROUTINE = Bytes.of("goroutine ");
  private static final byte[] GOROUTINES = Bytes.of("goroutines [");
  private static final byte[] MINUTES = Bytes.of(" minutes");
  private static final byte[] LOCKED = Bytes.of(", locked to thread");
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
    int told = labels < 0 ? to : labels;
    int m = b[end] == ',' ? Bytes.indexOf(b, end, told, MINUTES) : -1;
    if (m > 0) {
      int start = m;
      while (Bytes.isDigit(b[start - 1])) {
        start--;
      }
      minutes = (int) Math.min(Integer.MAX_VALUE, Bytes.decimal(b, start, m));
    }
    boolean locked = b[end] == ',' && Bytes.indexOf(b, end, told, LOCKED) >= 0;
    Particulars printed = printed(minutes, locked, labels < 0 ? "" : labels(b, labels, to));
    long number = Bytes.decimal(b, at, digits);
    return grouped
        ? new GoHeader("", (int) Math.min(number, 100_000_000), state, printed, false)
        : new GoHeader(
            Bytes.text(b, at, Math.min(digits, at + LONGEST_ID)), 1, state, printed, detailed);
  }

  private static Particulars printed(int minutes, boolean locked, String labels) {
    return minutes == 0 && !locked && labels.isEmpty()
        ? Particulars.NONE
        : new Particulars(minutes, locked, labels, "");
  }

  /** Gives labels with their braces, in or behind the brackets. */
  private static String labels(byte[] b, int from, int to) {
    int close = Bytes.lastIndexOf(b, from, to, '}');
    return close < 0 ? "" : Bytes.text(b, from, Math.min(close + 1, from + LONGEST_LABELS));
  }

  int minutes() {
    return printed.minutes();
  }
}
