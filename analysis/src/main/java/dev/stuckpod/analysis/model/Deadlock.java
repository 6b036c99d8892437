package dev.stuckpod.analysis.model;

import dev.stuckpod.analysis.model.lock.LockRef;
import java.util.List;

/**
 * A circle of threads that the runtime itself reports as a deadlock.
 *
 * @param links one per thread, each of which is the holder in another one
 */
public record Deadlock(List<Link> links) {
  public Deadlock {
    links = List.copyOf(links);
  }

  /**
   * One thread that waits for another.
   *
   * @param thread its quoted name
   * @param lock what it waits for
   * @param holder the quoted name of the thread that has it
   */
  public record Link(String thread, LockRef lock, String holder) {}
}
