package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.capture.lines.DumpMarks;
import dev.stuckpod.operator.capture.lines.LogMerge;
import dev.stuckpod.operator.capture.lines.MergedLines;
import dev.stuckpod.operator.capture.lines.TimedLog;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's log, as it was read.
 *
 * @param dumpAt where a dump begins in it, in bytes; -1 when there is none
 * @param bytes how long it is
 * @param problems what is missing
 * @param source opens it
 */
public record SpooledLog(long dumpAt, long bytes, List<String> problems, Source source) {

  /** Opens a log. */
  public interface Source {
    /** From its beginning. */
    InputStream open() throws IOException;
  }

  /**
   * Puts together what several readers have got, and looks for a dump in it.
   *
   * @param first what the follower has got, whose gaps the others may fill
   * @param signalled when the app was told to dump: where the beginning of the dump is lost, the
   *     rest is looked for from then on. Null: nothing is looked for but a beginning
   */
  static SpooledLog of(TimedLog first, List<TimedLog> others, @Nullable Instant signalled)
      throws IOException {
    var marks = new DumpMarks();
    long dumpAt = -1;
    long goroutineAt = -1;
    long bytes = 0;
    Instant began = null;
    List<Instant> gaps;
    try (var merge = new LogMerge(first, others)) {
      for (byte[] line; (line = merge.next()) != null; bytes += line.length) {
        Instant at = merge.at();
        began = began == null ? at : began;
        boolean after = signalled != null && at != null && at.isAfter(signalled);
        if (marks.begins(line, 0, line.length)) {
          dumpAt = bytes;
        } else if (goroutineAt < 0 && after && DumpMarks.isGoroutine(line)) {
          goroutineAt = bytes;
        }
      }
      gaps = merge.gaps();
    }
    var problems = new ArrayList<>(first.problems());
    others.forEach(other -> problems.addAll(other.problems()));
    for (Instant gap : gaps) {
      problems.add(
          "The log has a gap after %s: it was rotated before it could be read, a piece is missing"
              .formatted(gap));
    }
    boolean late = began != null && signalled != null && began.isAfter(signalled);
    boolean headless = dumpAt < 0 && goroutineAt >= 0 && (late || !gaps.isEmpty());
    if (headless) {
      problems.add(
          "The beginning of the dump is missing: the log was rotated before it could be read");
    }
    return new SpooledLog(
        headless ? goroutineAt : dumpAt,
        bytes,
        problems.stream().distinct().toList(),
        () -> new MergedLines(new LogMerge(first, others)));
  }

  /** Tells whether a dump begins somewhere in it. */
  public boolean hasDump() {
    return dumpAt >= 0;
  }

  /** Opens it where the dump begins. */
  public InputStream openDump() throws IOException {
    InputStream in = source.open();
    try {
      in.skipNBytes(Math.max(0, dumpAt));
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
