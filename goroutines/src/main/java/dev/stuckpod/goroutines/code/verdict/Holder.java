package dev.stuckpod.goroutines.code.verdict;

import dev.stuckpod.goroutines.code.value.Kind;

/**
 * A goroutine that holds a lock.
 *
 * @param goid its number
 * @param mode how it holds it
 * @param count how often
 * @param place where the frame stands that acquired it; empty where that is not known
 * @param release how it will release it
 */
public record Holder(long goid, Kind mode, int count, Level level, String place, Release release) {

  /** How a lock will be released. */
  public enum Release {
    /** By a deferred call. */
    DEFERRED,
    /** By code that lies ahead. */
    AHEAD,
    /** That was not seen. */
    UNSEEN
  }

  Holder at(Level other) {
    return new Holder(goid, mode, count, other, place, release);
  }
}
