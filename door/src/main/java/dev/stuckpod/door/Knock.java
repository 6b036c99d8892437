package dev.stuckpod.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The one request that anybody may make, in clear, at a port that else speaks TLS. Nothing of it is
 * looked at but that it is this one, and whoever makes it is always told the same: nothing.
 *
 * @param path that is asked for; there are no others
 * @param heard is told the address and done before the answer, however often it is asked for: it
 *     has to end by itself, and soon
 */
public record Knock(String path, Consumer<String> heard) {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** Whether a connection that begins so may be one; TLS begins otherwise. */
  static boolean mayBeginWith(int first) {
    return first == 'G';
  }

  /**
   * Reads one, whose first byte has been read, to the end of its headers, which say nothing here.
   *
   * @param most bytes that it may have
   * @throws IOException if it is anything else, or the connection ends
   */
  void read(InputStream in, int most) throws IOException {
    byte[] rest = ("ET " + path + " HTTP/1.1\r\n").getBytes(StandardCharsets.US_ASCII);
    for (byte expected : rest) {
      if (in.read() != expected) {
        throw new IOException("another request in clear");
      }
    }
    int line = 0;
    for (int read = rest.length; read < most; read++) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended within the headers");
      }
      if (next == '\n' && line == 0) {
        return;
      }
      line = next == '\n' ? 0 : next == '\r' ? line : line + 1;
    }
    throw new IOException("its headers are too long");
  }

  /** Does what is to be done, and answers. */
  void answer(OutputStream out, String address) throws IOException {
    heard.accept(address);
    out.write(ANSWER);
    out.flush();
  }
}
