package dev.stuckpod.operator.capture;

import java.nio.charset.StandardCharsets;

/** Knows where a dump begins and ends in a log, as the runtimes write it. */
final class DumpMarks {

  private static final byte[] GO = "SIGQUIT: quit".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HOTSPOT = "Full thread dump ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HOTSPOT_END = "JNI global ref".getBytes(StandardCharsets.US_ASCII);

  private boolean begun;
  private boolean ended;

  /** Takes a line in, and tells whether a dump begins with it. */
  boolean begins(byte[] line, int offset, int length) {
    if (!begun && (starts(line, offset, length, GO) || starts(line, offset, length, HOTSPOT))) {
      begun = true;
      return true;
    }
    if (begun && starts(line, offset, length, HOTSPOT_END)) {
      ended = true;
    }
    return false;
  }

  /** Tells whether the last section of a HotSpot dump was seen. A Go dump ends with its process. */
  boolean ended() {
    return ended;
  }

  private static boolean starts(byte[] line, int offset, int length, byte[] mark) {
    return length >= mark.length
        && java.util.Arrays.equals(line, offset, offset + mark.length, mark, 0, mark.length);
  }
}
