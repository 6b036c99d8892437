package dev.stuckpod.analysis.line;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream (plain or gzip; UTF-8, or UTF-16 with its mark) into lines of bounded length, in
 * one reused buffer.
 */
public final class LineSource {
  /** Takes one line without its line end; the bytes are valid during the call only. */
  public interface Sink {
    void line(byte[] buffer, int from, int to);
  }

  private static final int CHUNK = 1 << 16;
  private static final String DAMAGED = "the compressed input is cut or damaged";

  private final InputStream in;
  private final int longest;
  private final long most;
  private long read;
  private long cutLines;
  private boolean coloured;
  private boolean endsWithNewline = true;
  private @Nullable String failure;

  /**
   * Begins to read.
   *
   * @param longest bytes of a line
   * @param most bytes of all lines, unpacked
   */
  public LineSource(InputStream raw, int longest, long most) throws IOException {
    InputStream unpacked;
    try {
      unpacked = Unpacked.open(raw, CHUNK);
    } catch (EOFException | ZipException e) {
      failure = DAMAGED;
      unpacked = InputStream.nullInputStream();
    }
    this.in = unpacked;
    this.longest = longest;
    this.most = most;
  }

  /** How many lines were longer than the limit and lost their tail. */
  public long cutLines() {
    return cutLines;
  }

  /** Whether the last line had a line end. */
  public boolean endsWithNewline() {
    return endsWithNewline;
  }

  /** Why the input was not read to its end, if it was not. */
  public @Nullable String failure() {
    return failure;
  }

  public void forEach(Sink sink) throws IOException {
    byte[] buffer = new byte[CHUNK * 2];
    int start = 0;
    int end = 0;
    boolean skipping = false;
    while (true) {
      if (end == buffer.length) {
        if (start > 0) {
          System.arraycopy(buffer, start, buffer, 0, end - start);
          end -= start;
          start = 0;
        } else if (buffer.length < longest) {
          buffer = java.util.Arrays.copyOf(buffer, Math.min(longest, buffer.length * 2));
        } else {
          if (!skipping) {
            cutLines++;
            emit(sink, buffer, 0, end);
          }
          skipping = true;
          end = 0;
        }
      }
      int n = fill(buffer, end);
      if (n < 0) {
        break;
      }
      int scan = end;
      end += n;
      coloured = coloured || Colours.in(buffer, scan, end);
      int newline;
      while ((newline = Bytes.indexOf(buffer, scan, end, '\n')) >= 0) {
        if (!skipping) {
          emit(sink, buffer, start, newline);
        }
        skipping = false;
        start = newline + 1;
        scan = start;
      }
      if (skipping) {
        start = 0;
        end = 0;
      }
    }
    endsWithNewline = start == end && !skipping;
    if (start < end && !skipping) {
      emit(sink, buffer, start, end);
    }
  }

  private void emit(Sink sink, byte[] buffer, int from, int to) {
    int end = coloured ? Colours.strip(buffer, from, to) : to;
    sink.line(buffer, from, end > from && buffer[end - 1] == '\r' ? end - 1 : end);
  }

  private int fill(byte[] buffer, int at) throws IOException {
    if (read >= most) {
      failure = "only the first %,d bytes were read".formatted(most);
      return -1;
    }
    try {
      int n = in.read(buffer, at, (int) Math.min(buffer.length - at, most - read));
      read += Math.max(0, n);
      return n;
    } catch (EOFException | ZipException e) {
      failure = DAMAGED;
      return -1;
    }
  }
}
