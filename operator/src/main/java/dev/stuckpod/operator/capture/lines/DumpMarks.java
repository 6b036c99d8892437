package dev.stuckpod.operator.capture.lines;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Knows where a dump begins and ends in a log, as the runtimes write it. */
public final class DumpMarks {

  private static final byte[] GO = ascii("SIGQUIT: quit");
  private static final byte[] HOTSPOT = ascii("Full thread dump ");
  private static final byte[] HOTSPOT_END = ascii("JNI global ref");
  private static final byte[] GOROUTINE = ascii("goroutine ");

  /** What each thread of a HotSpot dump has, in its first line or its second. */
  private static final byte[] THREAD_STATE = ascii("   java.lang.Thread.State: ");

  private boolean begun;
  private boolean ended;
  private boolean anyOfADump;

  /** Takes a line in, and tells whether a dump begins with it. */
  public boolean begins(byte[] line, int offset, int length) {
    anyOfADump = anyOfADump || isOfADump(line, offset, length);
    if (!begun && (starts(line, offset, length, GO) || starts(line, offset, length, HOTSPOT))) {
      begun = true;
      return true;
    }
    if (begun && starts(line, offset, length, HOTSPOT_END)) {
      ended = true;
    }
    return false;
  }

  /**
   * Tells whether there was any line that may be of a dump, of one whose beginning is lost, too.
   */
  public boolean anyOfADump() {
    return anyOfADump;
  }

  private static boolean isOfADump(byte[] line, int offset, int length) {
    return starts(line, offset, length, GO)
        || starts(line, offset, length, HOTSPOT)
        || starts(line, offset, length, THREAD_STATE)
        || starts(line, offset, length, GOROUTINE);
  }

  /** Tells whether the last section of a HotSpot dump was seen. A Go dump ends with its process. */
  public boolean ended() {
    return ended;
  }

  /**
   * Tells whether a goroutine begins with a line. Where a dump's own beginning is lost, what is
   * left of it begins there.
   */
  public static boolean isGoroutine(byte[] line) {
    if (!starts(line, 0, line.length, GOROUTINE)) {
      return false;
    }
    int digit = GOROUTINE.length;
    while (digit < line.length && line[digit] >= '0' && line[digit] <= '9') {
      digit++;
    }
    boolean hasState = false;
    for (int i = digit; i < line.length; i++) {
      hasState |= line[i] == '[';
    }
    return digit > GOROUTINE.length && hasState && line[digit] == ' ';
  }

  private static boolean starts(byte[] line, int offset, int length, byte[] mark) {
    return length >= mark.length
        && Arrays.equals(line, offset, offset + mark.length, mark, 0, mark.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
