package dev.stuckpod.operator.capture.lines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a log as it comes, none of them longer than any of a dump. */
public final class CutLines {

  /**
   * Longer lines are cut: no dump has one, and each reader has several copies in memory for a
   * while.
   */
  private static final int LONGEST_LINE = 1 << 18;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);

  /** Reads a log, and not a byte beyond the line that it gives. */
  public CutLines(InputStream in) {
    this.in = in;
  }

  /** The next whole line, with its end; null when there is none. */
  public byte @Nullable [] next() throws IOException {
    for (int b; (b = in.read()) >= 0; ) {
      if (line.size() < LONGEST_LINE) {
        line.write(b);
      }
      if (b == '\n') {
        if (line.size() == LONGEST_LINE) {
          line.write(b);
        }
        byte[] whole = line.toByteArray();
        line.reset();
        return whole;
      }
    }
    return null;
  }

  /** What came after the last whole line. */
  public byte[] rest() {
    return line.toByteArray();
  }
}
