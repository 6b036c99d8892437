package dev.stuckpod.operator.capture;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a container's log to disk, line by line and each line once, however often it is read
 * again; timestamps are taken off. Remembers where a dump begins in it.
 */
final class LogSpool implements AutoCloseable {

  /** More than the largest dump that a pod may send; the disk is shared. */
  private static final long LIMIT = 1L << 30;

  private static final int LONGEST_LINE = 1 << 20;

  private final Path file;
  private final OutputStream out;
  private final LogCursor cursor = new LogCursor();
  private final DumpMarks marks = new DumpMarks();
  private final List<String> problems = new ArrayList<>();
  private long written;
  private long dumpAt = -1;
  private volatile long lastLineNanos = System.nanoTime();

  LogSpool(Path file) throws IOException {
    this.file = file;
    this.out = new BufferedOutputStream(Files.newOutputStream(file));
  }

  /**
   * Reads a log.
   *
   * @param ended whether nothing follows: else a last line that is not whole is left, because it
   *     comes again when the log is read on
   */
  void read(InputStream log, boolean ended) throws IOException {
    var in = new BufferedInputStream(log, 1 << 16);
    var line = new ByteArrayOutputStream(1 << 12);
    for (int b; (b = in.read()) >= 0; ) {
      if (line.size() < LONGEST_LINE) {
        line.write(b);
      }
      if (b == '\n') {
        take(line.toByteArray());
        line.reset();
      }
    }
    if (ended && line.size() > 0) {
      take(line.toByteArray());
    }
  }

  /** Reads a log again that ended before; what is missing in between is noted. */
  void readOn(InputStream log, boolean ended) throws IOException {
    Instant before = cursor.resumeFrom();
    cursor.resume();
    read(log, ended);
    if (before != null && !cursor.overlapped() && !before.equals(cursor.resumeFrom())) {
      problems.add(
          "The log has a gap after %s: it was rotated before it could be read".formatted(before));
    }
  }

  private synchronized void take(byte[] line) throws IOException {
    int space = 0;
    while (space < line.length && line[space] != ' ') {
      space++;
    }
    if (space < line.length && isNew(line, space)) {
      int from = space + 1;
      int length = line.length - from;
      lastLineNanos = System.nanoTime();
      if (marks.begins(line, from, length)) {
        dumpAt = written;
      }
      if (written + length > LIMIT) {
        noteOnce("The log is larger than " + (LIMIT >> 20) + " MiB: the rest was left out");
        return;
      }
      out.write(line, from, length);
      written += length;
    }
  }

  private boolean isNew(byte[] line, int length) {
    try {
      return cursor.isNew(Instant.parse(new String(line, 0, length, StandardCharsets.US_ASCII)));
    } catch (DateTimeParseException noTimestamp) {
      noteOnce("The log has lines without a timestamp, which were left out");
      return false;
    }
  }

  private void noteOnce(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Where to read on. */
  synchronized @org.jspecify.annotations.Nullable Instant resumeFrom() {
    return cursor.resumeFrom();
  }

  /** Tells whether a whole HotSpot dump was seen and nothing came for so long. */
  synchronized boolean dumpEnded(java.time.Duration quiet) {
    return marks.ended() && System.nanoTime() - lastLineNanos > quiet.toNanos();
  }

  /** Closes the file and tells what is in it. */
  synchronized SpooledLog finish() throws IOException {
    out.close();
    return new SpooledLog(file, dumpAt, written, List.copyOf(problems));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
