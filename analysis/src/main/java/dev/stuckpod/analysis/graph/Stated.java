package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.LockWord;
import java.util.List;

/**
 * What memory says of a lock, where it says who holds it; nothing is inferred then.
 *
 * @param word that says it
 * @param refuted who would have been taken for a holder by his stack, and is none
 */
public record Stated(LockWord word, List<Holder> refuted) {
  public Stated {
    refuted = List.copyOf(refuted);
  }

  /** How many hold it who are on no stack. */
  public long missing() {
    return word.held().more();
  }
}
