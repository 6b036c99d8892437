package dev.stuckpod.operator.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one log of what several readers have got: in the order of the timestamps, each line once
 * and without its timestamp. Finds where a dump begins in it.
 *
 * <p>A container runtime that opens the next file in the middle of a line leaves its first half at
 * the end of one file, without a line end, and the rest, with a timestamp of its own, at the
 * beginning of the next. Who followed from one to the other has it as one line; who has read them
 * apart, as two.
 */
final class LogMerge {

  private final OutputStream out;
  private final @Nullable Instant signalled;
  private final DumpMarks marks = new DumpMarks();
  private final List<Instant> openGaps;
  private long written;
  private long dumpAt = -1;
  private long goroutineAt = -1;
  private @Nullable Instant firstLine;
  private @Nullable Instant lastOfFirst;
  private @Nullable String full;

  /** What a whole line has that another reader has read as a line of its own. */
  private byte[] rest = {};

  private LogMerge(OutputStream out, List<Instant> gaps, @Nullable Instant signalled) {
    this.out = out;
    this.signalled = signalled;
    this.openGaps = new ArrayList<>(gaps);
  }

  /**
   * Merges into a file.
   *
   * @param first what the follower has got, whose gaps the others may fill
   * @param signalled when the app was told to dump; where the beginning of the dump is lost, the
   *     rest is found by that. Null: nothing is looked for but a beginning
   */
  static SpooledLog into(
      Spool spool, Path file, TimedLog first, List<TimedLog> others, @Nullable Instant signalled)
      throws IOException {
    var readers = new ArrayList<TimedLines>();
    try (var out = new BufferedOutputStream(spool.write(file), 1 << 16)) {
      readers.add(new TimedLines(first.file()));
      for (TimedLog other : others) {
        readers.add(new TimedLines(other.file()));
      }
      var merge = new LogMerge(out, first.gaps(), signalled);
      merge.run(readers);
      return merge.spooled(file, first, others);
    } finally {
      for (TimedLines reader : readers) {
        reader.close();
      }
    }
  }

  private SpooledLog spooled(Path file, TimedLog first, List<TimedLog> others) throws IOException {
    var problems = new ArrayList<>(first.problems());
    others.forEach(other -> problems.addAll(other.problems()));
    for (Instant gap : openGaps) {
      problems.add(
          "The log has a gap after %s: it was rotated before it could be read, a piece is missing"
              .formatted(gap));
    }
    boolean headless = dumpAt < 0 && goroutineAt >= 0 && (beginsLate() || !openGaps.isEmpty());
    if (headless) {
      problems.add(
          "The beginning of the dump is missing: the log was rotated before it could be read");
    }
    finishWriting();
    if (full != null) {
      problems.add(full);
    }
    long bytes = Files.size(file);
    long at = headless ? goroutineAt : dumpAt;
    return new SpooledLog(file, at < bytes ? at : -1, bytes, problems.stream().distinct().toList());
  }

  private boolean beginsLate() {
    return firstLine != null && signalled != null && firstLine.isAfter(signalled);
  }

  private void finishWriting() throws IOException {
    try {
      out.close();
    } catch (SpoolException e) {
      leaveOut(e);
    }
  }

  private void leaveOut(SpoolException why) {
    full = why.sentence() + ": the rest of the log was left out";
  }

  private void run(List<TimedLines> readers) throws IOException {
    while (true) {
      Instant next = null;
      for (TimedLines reader : readers) {
        Instant at = reader.at();
        next = next == null || at != null && at.isBefore(next) ? at : next;
      }
      if (next == null) {
        return;
      }
      takeAll(readers, next);
    }
  }

  /** Takes the line of an instant from each reader that has it. */
  private void takeAll(List<TimedLines> readers, Instant at) throws IOException {
    byte[] longest = null;
    byte[] shortest = null;
    boolean firstHasIt = at.equals(readers.getFirst().at());
    for (TimedLines reader : readers) {
      if (at.equals(reader.at())) {
        byte[] text = reader.take();
        longest = longest == null || text.length > longest.length ? text : longest;
        shortest = shortest == null || text.length < shortest.length ? text : shortest;
      }
    }
    if (firstHasIt) {
      lastOfFirst = at;
    } else {
      openGaps.removeIf(gap -> gap.equals(lastOfFirst));
    }
    if (longest == null || shortest == null) {
      return;
    }
    if (rest.length > 0 && Arrays.equals(rest, longest)) {
      rest = new byte[0];
      return;
    }
    rest = Arrays.copyOfRange(longest, shortest.length, longest.length);
    firstLine = firstLine == null ? at : firstLine;
    write(longest, at);
  }

  private void write(byte[] line, Instant at) throws IOException {
    if (full != null) {
      return;
    }
    if (marks.begins(line, 0, line.length)) {
      dumpAt = written;
    } else if (goroutineAt < 0
        && signalled != null
        && at.isAfter(signalled)
        && DumpMarks.isGoroutine(line)) {
      goroutineAt = written;
    }
    try {
      out.write(line);
      written += line.length;
    } catch (SpoolException e) {
      leaveOut(e);
    }
  }
}
