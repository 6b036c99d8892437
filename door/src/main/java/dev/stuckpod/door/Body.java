package dev.stuckpod.door;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A request's body: so many bytes, or pieces that each say how many they are (RFC 9112, 7.1). */
final class Body extends InputStream {

  private static final int LONGEST_LINE = 256;
  private static final int LONGEST_TRAILER = 4096;

  private final InputStream in;
  private final boolean chunked;
  private final Runnable ended;
  private long left;
  private boolean inside;
  private boolean over;

  /**
   * Reads nothing yet.
   *
   * @param ended is told once, when all has been read
   */
  Body(InputStream in, long length, Runnable ended) {
    this.in = in;
    this.chunked = length == Head.CHUNKED;
    this.left = chunked ? 0 : length;
    this.ended = ended;
    if (length == 0) {
      end();
    }
  }

  /** Whether all of it has been read. */
  boolean isOver() {
    return over;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (over) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      begin();
      if (over) {
        return -1;
      }
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new IOException("ended within the body");
    }
    left -= read;
    if (left == 0 && !chunked) {
      end();
    }
    return read;
  }

  /** Reads how long the next piece is. */
  private void begin() throws IOException {
    try {
      if (inside && !"".equals(line(2))) {
        throw new IOException("a piece is longer than it says");
      }
      inside = true;
      String size = line(LONGEST_LINE);
      int extension = size.indexOf(';');
      String digits = (extension < 0 ? size : size.substring(0, extension)).strip();
      if (!digits.matches("[0-9a-fA-F]{1,12}")) {
        throw new IOException("not the length of a piece");
      }
      left = Long.parseLong(digits, 16);
      if (left == 0) {
        var trailer = new Lines(in, LONGEST_TRAILER);
        for (@Nullable String line = trailer.next(); !"".equals(line); line = trailer.next()) {
          if (line == null) {
            throw new IOException("ended within the body");
          }
        }
        end();
      }
    } catch (BadRequestException wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
  }

  private String line(int most) throws IOException, BadRequestException {
    @Nullable String line = new Lines(in, most).next();
    if (line == null) {
      throw new IOException("ended within the body");
    }
    return line;
  }

  private void end() {
    over = true;
    ended.run();
  }
}
