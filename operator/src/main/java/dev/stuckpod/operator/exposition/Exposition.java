package dev.stuckpod.operator.exposition;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a page of metrics: Prometheus' text format 0.0.4, OpenMetrics 1.0, and both with names of
 * any characters. Which one it is, is not asked: Content-Type is often wrong, and whatever stands
 * in one of them means the same in the other. What cannot be read is counted and passed over.
 *
 * <p>Sources: prometheus.io/docs/instrumenting/exposition_formats, the OpenMetrics specification,
 * and Prometheus' own lexer (model/textparse), which is more lenient than both.
 */
public final class Exposition {

  /** No more of a page is read, unpacked. */
  public static final int MOST_BYTES = 10 << 20;

  /** No more samples are handed on. */
  public static final int MOST_SAMPLES = 50_000;

  /** Longer lines are passed over. */
  static final int LONGEST_LINE = 64 << 10;

  private final InputStream in;
  private final LineReader lines;
  private final Sink sink;
  private final byte[] buffer = new byte[LONGEST_LINE];
  private int bytes;
  private int samples;
  private int unreadable;
  private boolean over;

  private Exposition(InputStream in, Sink sink) {
    this.in = in;
    this.sink = sink;
    this.lines = new LineReader();
  }

  /**
   * Reads a page to its end, or as far as pages are read.
   *
   * @param in the page, unpacked; it is not closed
   * @param sink what was handed to it counts only when this returns
   * @throws IOException when the connection fails
   */
  public static Page read(InputStream in, Sink sink) throws IOException {
    return new Exposition(in, sink).read();
  }

  private Page read() throws IOException {
    int held = 0;
    boolean skipping = false;
    boolean ended = false;
    while (!over) {
      int wanted = Math.min(buffer.length - held, MOST_BYTES - bytes);
      int got = wanted == 0 ? -1 : in.read(buffer, held, wanted);
      ended = wanted > 0 && got < 0;
      if (got < 0) {
        break;
      }
      bytes += got;
      int to = held + got;
      int from = 0;
      for (int i = held; i < to && !over; i++) {
        if (buffer[i] == '\n') {
          if (!skipping) {
            line(from, i);
          }
          skipping = false;
          from = i + 1;
        }
      }
      held = to - from;
      if (held == buffer.length) {
        unreadable += skipping ? 0 : 1;
        skipping = true;
        held = 0;
      } else {
        System.arraycopy(buffer, from, buffer, 0, held);
      }
    }
    if (ended && held > 0 && !skipping) {
      line(0, held); // Prometheus wants a newline at the end; whoever has forgotten it means it
    }
    return new Page(samples, unreadable, ended || lines.ended(), bytes);
  }

  private void line(int from, int to) {
    switch (lines.read(buffer, from, to)) {
      case Sample -> {
        if (samples == MOST_SAMPLES) {
          over = true;
          return;
        }
        samples++;
        sink.take(lines.sample());
      }
      case Unreadable -> unreadable++;
      case Nothing -> over = lines.ended();
    }
  }
}
