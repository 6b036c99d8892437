package dev.stuckpod.goroutines.code.verdict;

import java.util.List;

/**
 * What may be claimed.
 *
 * @param holders those that are named; each is right, if not all are found
 * @param missing how many more hold the lock, whom no stack names: they have returned without
 *     releasing it, or ended, or are not known
 * @param untold goroutines that hold something of the kind of which the address is not known: it
 *     may be this, so that those who are missing need not be gone
 */
public record Verdict(Note note, List<Holder> holders, int missing, List<Long> untold) {

  /** What is special about it. */
  public enum Note {
    /** Nothing. */
    PLAIN,
    /** Somebody has released it for another: nobody is named. */
    RELEASED_FOR_ANOTHER,
    /** Others have acquired it, too, and will never release it: they have handed it over. */
    HANDED_OVER,
    /** More hold it by their code than by its word: nobody is named. */
    CONTRADICTION
  }

  /** Copies what it gets. */
  public Verdict {
    holders = List.copyOf(holders);
    untold = List.copyOf(untold);
  }

  Verdict(Note note, List<Holder> holders, int missing) {
    this(note, holders, missing, List.of());
  }

  /** Gives the same where it is not told who is missing. */
  public Verdict withoutMissing() {
    return new Verdict(note, holders, 0);
  }

  static Verdict nobody(Note note, int missing) {
    return new Verdict(note, List.of(), missing);
  }
}
