package dev.stuckpod.operator.capture.lines;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one log of what several readers have got: in the order of the timestamps, each line once
 * and without its timestamp.
 *
 * <p>A container runtime that opens the next file in the middle of a line leaves its first half at
 * the end of one file, without a line end, and the rest, with a timestamp of its own, at the
 * beginning of the next. Who followed from one to the other has it as one line; who has read them
 * apart, as two.
 */
public final class LogMerge implements AutoCloseable {

  private final List<TimedLines> readers = new ArrayList<>();

  /** Where the first reader has missed a piece that no other one has. */
  private final List<Instant> openGaps;

  private @Nullable Instant lastOfFirst;
  private @Nullable Instant at;

  /** What a whole line has that another reader has read as a line of its own. */
  private byte[] rest = {};

  /**
   * Opens what was read.
   *
   * @param first what the follower has got, whose gaps the others may fill
   */
  public LogMerge(TimedLog first, List<TimedLog> others) throws IOException {
    this.openGaps = new ArrayList<>(first.gaps());
    try {
      readers.add(new TimedLines(first.file()));
      for (TimedLog other : others) {
        readers.add(new TimedLines(other.file()));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Tells the next line; null at the end. */
  public byte @Nullable [] next() throws IOException {
    while (true) {
      Instant earliest = null;
      for (TimedLines reader : readers) {
        Instant its = reader.at();
        earliest = earliest == null || its != null && its.isBefore(earliest) ? its : earliest;
      }
      if (earliest == null) {
        return null;
      }
      byte[] line = takeAll(earliest);
      if (line != null) {
        return line;
      }
    }
  }

  /** When the line was written that was told last. */
  public @Nullable Instant at() {
    return at;
  }

  /** The gaps that nobody fills, so far. */
  public List<Instant> gaps() {
    return List.copyOf(openGaps);
  }

  /** Takes the line of an instant from each reader that has it; null where it was told already. */
  private byte @Nullable [] takeAll(Instant instant) throws IOException {
    byte[] longest = null;
    byte[] shortest = null;
    boolean firstHasIt = instant.equals(readers.getFirst().at());
    for (TimedLines reader : readers) {
      if (instant.equals(reader.at())) {
        byte[] text = reader.take();
        longest = longest == null || text.length > longest.length ? text : longest;
        shortest = shortest == null || text.length < shortest.length ? text : shortest;
      }
    }
    if (firstHasIt) {
      lastOfFirst = instant;
    } else {
      openGaps.removeIf(gap -> gap.equals(lastOfFirst));
    }
    if (longest == null || shortest == null) {
      return null;
    }
    if (rest.length > 0 && Arrays.equals(rest, longest)) {
      rest = new byte[0];
      return null;
    }
    rest = Arrays.copyOfRange(longest, shortest.length, longest.length);
    at = instant;
    return longest;
  }

  @Override
  public void close() throws IOException {
    for (TimedLines reader : readers) {
      reader.close();
    }
  }
}
