package dev.stuckpod.operator.capture.lines;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines that a LogSpool has written: each begins with a timestamp. */
public final class TimedLines implements AutoCloseable {

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
  private @Nullable Instant at;
  private byte[] text = {};

  /** Opens a file and reads its first line; there are none where the disk never took one. */
  public TimedLines(Path file) throws IOException {
    in =
        Files.exists(file)
            ? new BufferedInputStream(Files.newInputStream(file), 1 << 16)
            : InputStream.nullInputStream();
    advance();
  }

  /** When the present line was written; null at the end. */
  public @Nullable Instant at() {
    return at;
  }

  /** Returns the present line without its timestamp and goes on to the next. */
  public byte[] take() throws IOException {
    byte[] taken = text;
    advance();
    return taken;
  }

  /** Writes a line as it is read here. */
  public static byte[] stamped(Instant at, byte[] text) {
    var line = new ByteArrayOutputStream(text.length + 32);
    line.writeBytes((at + " ").getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(text);
    return line.toByteArray();
  }

  /** Goes on to the next line that has a timestamp; others were never written whole. */
  private void advance() throws IOException {
    at = null;
    while (at == null && readLine()) {
      byte[] bytes = line.toByteArray();
      int space = 0;
      while (space < bytes.length && bytes[space] != ' ') {
        space++;
      }
      if (space < bytes.length) {
        at = instant(new String(bytes, 0, space, StandardCharsets.US_ASCII));
        text = Arrays.copyOfRange(bytes, space + 1, bytes.length);
      }
    }
  }

  private boolean readLine() throws IOException {
    line.reset();
    for (int b; (b = in.read()) >= 0; ) {
      line.write(b);
      if (b == '\n') {
        break;
      }
    }
    return line.size() > 0;
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException broken) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
