package dev.stuckpod.operator.capture.lines;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Looks at the timestamp that a log begins with, which tells logs and their files apart. */
public final class FirstTimestamp {

  /** More than one takes. */
  private static final int MOST = 64;

  private FirstTimestamp() {}

  /** Waits for it and leaves it to be read; of an empty log it is empty. */
  public static String peek(BufferedInputStream log) throws IOException {
    log.mark(MOST);
    var head = new StringBuilder();
    for (int b; head.length() < MOST && (b = log.read()) >= 0 && b != ' '; ) {
      head.append((char) b);
    }
    log.reset();
    return head.toString();
  }

  /** The same as an instant; null where there is none. */
  public static @Nullable Instant at(BufferedInputStream log) throws IOException {
    try {
      return Instant.parse(peek(log));
    } catch (DateTimeParseException noTimestamp) {
      return null;
    }
  }
}
