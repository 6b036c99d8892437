package dev.stuckpod.door;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines that end with CR LF, no more bytes than are granted. */
final class Lines {

  private final InputStream in;
  private int left;

  Lines(InputStream in, int most) {
    this.in = in;
    this.left = most;
  }

  /** The next line without its end; null where the stream ends before it begins. */
  @Nullable String next() throws IOException, BadRequestException {
    var line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        if (line.isEmpty()) {
          return null;
        }
        throw new IOException("ended within a line");
      }
      if (--left < 0) {
        throw new BadRequestException(431, "more than is read of headers");
      }
      if (c == '\n') {
        int last = line.length() - 1;
        if (last < 0 || line.charAt(last) != '\r') {
          throw new BadRequestException(400, "a line without CR LF");
        }
        line.setLength(last);
        return line.toString();
      }
      line.append((char) c);
    }
  }
}
