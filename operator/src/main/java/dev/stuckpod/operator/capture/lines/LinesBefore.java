package dev.stuckpod.operator.capture.lines;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Of the lines before a dump those that are still needed when the others are dropped: the first,
 * which tells since when the log was read, and the last, from which it is read on.
 */
public final class LinesBefore {

  /** Nobody reads them: they are counted and merged with others' that are whole. */
  private static final int LONGEST_LINE = 1 << 10;

  private byte[] first = {};
  private @Nullable Instant last;

  /** The lines of the last instant; all of them, because they are counted when it is read on. */
  private final ByteArrayOutputStream lastLines = new ByteArrayOutputStream();

  /** Takes a line in. */
  public void add(Instant at, byte[] whole) {
    byte[] line = cut(whole);
    if (first.length == 0) {
      first = line;
      return;
    }
    if (!at.equals(last)) {
      lastLines.reset();
      last = at;
    }
    lastLines.writeBytes(line);
  }

  private static byte[] cut(byte[] line) {
    if (line.length <= LONGEST_LINE) {
      return line;
    }
    byte[] cut = Arrays.copyOf(line, LONGEST_LINE);
    cut[LONGEST_LINE - 1] = '\n';
    return cut;
  }

  /** When the last lines were written; null while the first is the only one. */
  public @Nullable Instant last() {
    return last;
  }

  /** How long they are, in bytes. */
  public long length() {
    return (long) first.length + lastLines.size();
  }

  /** Gives them. */
  public byte[] lines() {
    var lines = new ByteArrayOutputStream(first.length + lastLines.size());
    lines.writeBytes(first);
    lines.writeBytes(lastLines.toByteArray());
    return lines.toByteArray();
  }
}
