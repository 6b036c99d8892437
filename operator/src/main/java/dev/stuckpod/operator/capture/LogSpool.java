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
import org.jspecify.annotations.Nullable;

/**
 * Writes a container's log to disk, line by line with its timestamp and each line once, however
 * often it is read again. Knows whether a dump has ended in it.
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
  private final List<Instant> gaps = new ArrayList<>();
  private volatile long written;
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
    read(new BufferedInputStream(log, 1 << 16), ended, null);
  }

  /**
   * Reads a log to its end, or to the first line after an instant; the last line is kept as far as
   * it goes, because the file ended there.
   */
  void readUntil(BufferedInputStream log, @Nullable Instant until) throws IOException {
    read(log, true, until);
  }

  private void read(BufferedInputStream in, boolean ended, @Nullable Instant until)
      throws IOException {
    var line = new ByteArrayOutputStream(1 << 12);
    for (int b; (b = in.read()) >= 0; ) {
      if (line.size() < LONGEST_LINE) {
        line.write(b);
      }
      if (b == '\n') {
        if (line.size() == LONGEST_LINE) {
          line.write(b);
        }
        take(line.toByteArray());
        line.reset();
        if (until != null && isAfter(until)) {
          return;
        }
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
      gaps.add(before);
    }
  }

  private synchronized void take(byte[] line) throws IOException {
    int space = 0;
    while (space < line.length && line[space] != ' ') {
      space++;
    }
    if (space < line.length && isNew(line, space)) {
      lastLineNanos = System.nanoTime();
      marks.begins(line, space + 1, line.length - space - 1);
      if (written + line.length > LIMIT) {
        noteOnce("The log is larger than " + (LIMIT >> 20) + " MiB: the rest was left out");
        return;
      }
      out.write(line);
      written += line.length;
    }
  }

  private synchronized boolean isAfter(Instant until) {
    Instant last = cursor.resumeFrom();
    return last != null && last.isAfter(until);
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
  synchronized @Nullable Instant resumeFrom() {
    return cursor.resumeFrom();
  }

  /** Tells whether a whole HotSpot dump was seen and nothing came for so long. */
  synchronized boolean dumpEnded(java.time.Duration quiet) {
    return marks.ended() && System.nanoTime() - lastLineNanos > quiet.toNanos();
  }

  /** How many bytes were taken so far. */
  long written() {
    return written;
  }

  /** Closes the file and tells what is in it. */
  synchronized TimedLog finish() throws IOException {
    out.close();
    return new TimedLog(file, List.copyOf(gaps), List.copyOf(problems));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
