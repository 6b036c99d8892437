package dev.stuckpod.analysis.line;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A log line of {@code key="value"} pairs with Go's escapes, as logrus and slog write it. */
final class LogfmtLine implements Wrapper {
  private final OneSource keys;

  LogfmtLine(Unwrapper.StartTest test) {
    this.keys = new OneSource(test);
  }

  @Override
  public boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner) {
    boolean any = false;
    boolean handed = false;
    int free = from;
    for (int i = from; i + 1 < to; i++) {
      if (b[i] != '=' || b[i + 1] != '"') {
        continue;
      }
      any = true;
      // no further than the value before: a line may be nothing but pairs
      int start = i;
      while (start > free && b[start - 1] > ' ') {
        start--;
      }
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      int end = unquote(b, i + 2, to, value);
      byte[] bytes = value.toByteArray();
      if ((keys.isPinned() || Marks.in(bytes, 0, bytes.length))
          && keys.takes(Bytes.text(b, start, i), bytes, 0, bytes.length)) {
        handed = true;
        Bytes.eachLine(bytes, bytes.length, inner);
      }
      i = end;
      free = Math.min(end + 1, to);
    }
    if (any && !handed) {
      keys.drop();
    }
    return any;
  }

  /** Writes what the escapes stand for; gives the index of the closing quote or the end. */
  private static int unquote(byte[] b, int from, int to, ByteArrayOutputStream out) {
    int i = from;
    while (i < to && b[i] != '"') {
      if (b[i] != '\\' || i + 1 >= to) {
        out.write(b[i++]);
        continue;
      }
      byte c = b[i + 1];
      i += 2;
      int digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
      if (digits > 0 && Bytes.hexEnd(b, i, Math.min(to, i + digits)) == i + digits) {
        int code = (int) Bytes.hex(b, i, i + digits);
        if (digits == 2) {
          out.write(code);
        } else {
          out.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
        }
        i += digits;
      } else {
        out.write(
            switch (c) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> c;
            });
      }
    }
    return i;
  }

  @Override
  public void pin() {
    keys.pin();
  }

  @Override
  public int dropped() {
    return keys.dropped();
  }
}
