package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.capture.lines.CutLines;
import dev.stuckpod.operator.capture.lines.DumpMarks;
import dev.stuckpod.operator.capture.lines.LinesBefore;
import dev.stuckpod.operator.capture.lines.LogCursor;
import dev.stuckpod.operator.capture.lines.TimedLines;
import dev.stuckpod.operator.capture.lines.TimedLog;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.operator.spool.SpoolException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a container's log to disk, line by line with its timestamp and each line once, however
 * often it is read again. Knows whether a dump has ended in it. What an app has written before its
 * dump is dropped where it is much: it would take the dump's room.
 */
final class LogSpool implements AutoCloseable {

  /** So much is kept of what comes before a dump. */
  private static final long BEFORE_A_DUMP = 4L << 20;

  /** So much of what was written in one instant is remembered. */
  private static final long MOST_OF_AN_INSTANT = 1 << 17;

  private final Path file;
  private final SpoolLines out;
  private final long mostBefore;

  /** Null from a dump on: then all is kept. */
  private @Nullable LinesBefore before = new LinesBefore();

  /** When the first line was written that was kept after the others had been dropped. */
  private @Nullable Instant droppedBefore;

  private final DiskPatience patience = new DiskPatience();
  private final LogCursor cursor = new LogCursor();
  private final DumpMarks marks = new DumpMarks();
  private final List<String> problems = new ArrayList<>();
  private final LogGaps gaps;
  private long lastLineNanos = System.nanoTime();
  private boolean full;

  private LogSpool(Spool spool, Path file, SpoolLines out, LogGaps gaps) {
    this.file = file;
    this.out = out;
    this.mostBefore = Math.min(BEFORE_A_DUMP, spool.share() / 4);
    this.gaps = gaps;
  }

  /** Begins a file anew. */
  static LogSpool begin(Spool spool, Path file) {
    return new LogSpool(spool, file, SpoolLines.begin(spool, file), LogGaps.begin(spool, file));
  }

  /**
   * Goes on with the file of a reader that was ended in the middle: {@link #readOn} finds out
   * whether a piece is missing in between. Without such a file it begins one.
   */
  static LogSpool resume(Spool spool, Path file) throws IOException {
    if (!Files.exists(file)) {
      LogSpool begun = begin(spool, file);
      begun.out.flush(); // who is to be signalled must have a place for its dump
      return begun;
    }
    var resumed =
        new LogSpool(spool, file, SpoolLines.append(spool, file), LogGaps.resume(spool, file));
    try (var lines = new TimedLines(file)) {
      for (Instant at; (at = lines.at()) != null; ) {
        byte[] text = lines.take();
        resumed.cursor.isNew(at);
        resumed.marks.begins(text, 0, text.length);
        resumed.noteBefore(at, TimedLines.stamped(at, text));
      }
    }
    return resumed;
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
    var lines = new CutLines(in);
    for (byte[] line; (line = lines.next()) != null; ) {
      take(line);
      if (until != null && isAfter(until)) {
        break;
      }
    }
    byte[] rest = lines.rest();
    if (ended && rest.length > 0) {
      take(rest);
    }
    patiently(this::flush);
  }

  /** Reads a log again that ended before, or broke; what is missing in between is noted. */
  void readOn(InputStream log, boolean ended) throws IOException {
    Instant before = resume();
    try {
      read(log, ended);
    } finally {
      noteGap(before);
    }
  }

  private synchronized @Nullable Instant resume() {
    cursor.resume();
    return cursor.resumeFrom();
  }

  private synchronized void noteGap(@Nullable Instant before) {
    if (before != null
        && (droppedBefore == null || !before.isBefore(droppedBefore))
        && !cursor.overlapped()
        && !before.equals(cursor.resumeFrom())) {
      gaps.add(before);
    }
  }

  /** While the disk takes nothing, the log is not read on: it waits at its other end. */
  private void patiently(DiskPatience.Writing writing) throws IOException {
    try {
      patience.write(writing);
    } catch (SpoolException e) {
      leaveOut(e.sentence());
      writing.write();
    }
  }

  private void take(byte[] line) throws IOException {
    patiently(() -> takeNow(line));
  }

  private synchronized void flush() throws SpoolException {
    if (!full) {
      out.flush();
    }
  }

  /** Waits no more for a disk that takes nothing. */
  void stopWaiting() {
    patience.stop();
  }

  private synchronized void takeNow(byte[] line) throws SpoolException {
    int space = 0;
    while (space < line.length && line[space] != ' ') {
      space++;
    }
    if (!full) {
      dropWhatCameBefore();
      out.ready(line.length);
    }
    if (space < line.length && isNew(line, space)) {
      lastLineNanos = System.nanoTime();
      marks.begins(line, space + 1, line.length - space - 1);
      noteBefore(cursor.resumeFrom(), line);
      write(line);
    }
  }

  private void noteBefore(@Nullable Instant at, byte[] line) {
    if (marks.anyOfADump()) {
      before = null;
    } else if (before != null && at != null) {
      before.add(at, line);
      before = before.length() > MOST_OF_AN_INSTANT ? null : before; // then all is kept
    }
  }

  /** A gap in what is dropped is none of the dump's. */
  private void dropWhatCameBefore() throws SpoolException {
    LinesBefore kept = before;
    if (kept == null || out.length() <= mostBefore) {
      return;
    }
    out.replaceAll(kept.lines());
    Instant last = kept.last();
    if (last != null) {
      droppedBefore = last;
      gaps.forgetBefore(last);
    }
  }

  /** What finds no room is left out and said: that the log ends must be seen nevertheless. */
  private void write(byte[] line) {
    if (!full) {
      out.add(line);
    }
  }

  private synchronized void leaveOut(String why) {
    full = true;
    noteOnce(why + ": the rest of the log was left out");
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

  /** How much was taken in, in bytes. */
  synchronized long length() {
    return out.length();
  }

  /** Tells whether nothing came for so long. */
  synchronized boolean isQuiet(Duration quiet) {
    return System.nanoTime() - lastLineNanos > quiet.toNanos();
  }

  /** Tells whether a whole HotSpot dump was seen and nothing came for so long. */
  synchronized boolean dumpEnded(Duration quiet) {
    return marks.ended() && System.nanoTime() - lastLineNanos > quiet.toNanos();
  }

  /** Adds what is wrong with what was read. */
  synchronized void note(String problem) {
    noteOnce(problem);
  }

  /** Closes the file and tells what is in it. */
  synchronized TimedLog finish() throws IOException {
    close();
    return new TimedLog(file, gaps.list(), List.copyOf(problems));
  }

  @Override
  public synchronized void close() {
    stopWaiting();
    try {
      out.close();
    } catch (SpoolException e) {
      leaveOut(e.sentence());
    }
  }
}
