package dev.stuckpod.goroutines.code.program;

import java.util.Set;

/**
 * What a function's calls tell of it.
 *
 * @param readable whether its code was decoded
 * @param direct whether it takes or releases locks itself
 * @param count whether it changes a WaitGroup's count itself
 * @param indirect whether it calls what only the process can tell
 * @param callees entries of the functions that are worth looking into
 */
public record Traits(
    boolean readable, boolean direct, boolean count, boolean indirect, Set<Long> callees) {

  /** Of code that cannot be read: it may do anything. */
  public static final Traits UNREADABLE = new Traits(false, true, false, true, Set.of());

  /** Copies what it gets. */
  public Traits {
    callees = Set.copyOf(callees);
  }
}
