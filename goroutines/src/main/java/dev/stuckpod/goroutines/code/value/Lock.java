package dev.stuckpod.goroutines.code.value;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be held.
 *
 * @param at address of the lock; of the itab of an interface; of a closure; null where it is not
 *     known
 * @param second the data of an interface, the first argument of a closure
 */
public record Lock(Kind kind, @Nullable Value at, @Nullable Value second) {

  /** A lock at an address. */
  public static Lock of(Kind kind, @Nullable Value at) {
    return new Lock(kind, at, null);
  }

  /** One that is not known. */
  public static Lock unknown(Kind kind) {
    return new Lock(kind, null, null);
  }
}
