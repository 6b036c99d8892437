package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.memory.MalformedException;
import java.time.Duration;

/**
 * How much a search may take; what would take more is not searched, and says so.
 *
 * @param bytes of tables, about; a bit or two for each object of the heap, 40 bytes for each span
 * @param goroutines that are looked at
 * @param longest of each of its three parts: goroutines, what they refer to, who has run meanwhile
 */
public record Bounds(long bytes, int goroutines, Duration longest) {

  /** For a command of its own: heaps of a GiB and more. */
  public static Bounds ample() {
    return new Bounds(38L << 20, Parked.MOST, Duration.ofSeconds(30));
  }

  /** Until when a part that begins now may take, in nanoseconds. */
  long deadline() {
    return System.nanoTime() + longest.toNanos();
  }

  MalformedException tooLate() {
    return new MalformedException("it takes longer than " + longest.toSeconds() + " seconds");
  }

  /** Checks what tables take so far. */
  void checkBytes(long taken) throws MalformedException {
    if (taken > bytes) {
      throw new MalformedException(
          "the heap has more objects than can be marked in "
              + (bytes >> 20)
              + " MiB: it is too large");
    }
  }

  /** Checks how many goroutines there are. */
  void checkGoroutines(int count) throws MalformedException {
    if (count > goroutines) {
      throw new MalformedException("there are more than " + goroutines + " goroutines");
    }
  }
}
