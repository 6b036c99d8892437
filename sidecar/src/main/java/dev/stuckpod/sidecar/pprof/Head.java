package dev.stuckpod.sidecar.pprof;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How an answer by HTTP/1 begins (RFC 9112).
 *
 * @param code 200 for a good one
 * @param chunked whether it comes in parts that tell their size
 * @param length of what follows, -1 where that is not told
 */
record Head(int code, boolean chunked, long length) {

  /** No server of an app tells more about its answer. */
  private static final int LONGEST = 1 << 14;

  /** Reads it, and leaves what follows. */
  static Head read(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    int left = LONGEST;
    for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
      lines.add(line);
      left -= line.length() + 1;
    }
    return parse(lines);
  }

  /**
   * Reads one line.
   *
   * @return without its end
   * @throws IOException if it is longer than it may be, or does not end
   */
  static String line(InputStream in, int longest) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the answer breaks off");
      }
      if (line.length() >= longest) {
        throw new IOException("a line of the answer is too long");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  /** Gives what follows, whose end is never taken for one where it breaks off. */
  InputStream body(InputStream in) {
    return chunked ? new Chunked(in) : length >= 0 ? new Whole(in, length) : in;
  }

  static Head parse(List<String> lines) throws IOException {
    String[] first = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", 3);
    if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
      throw new IOException("the answer is not HTTP");
    }
    boolean chunked = false;
    long length = -1;
    for (String line : lines.subList(1, lines.size())) {
      int colon = Math.max(line.indexOf(':'), 0);
      String value = line.substring(Math.min(colon + 1, line.length())).strip();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        case "content-length" -> length = number(value, 10);
        default -> {}
      }
    }
    return new Head((int) number(first[1], 10), chunked, length);
  }

  /** Reads a number that is not negative. */
  static long number(String text, int radix) throws IOException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("the answer has no number where one must be", e);
    }
    throw new IOException("the answer has a negative number");
  }
}
