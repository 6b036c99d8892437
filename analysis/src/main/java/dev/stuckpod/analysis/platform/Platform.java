package dev.stuckpod.analysis.platform;

import dev.stuckpod.analysis.format.Form;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.LockWord;
import java.util.List;

/** A runtime whose dumps are explained. */
public interface Platform {
  /** Gives what its words, names and states mean. */
  Dialect dialect();

  /** Gives the forms in which it prints dumps; a line that begins two of them is of the first. */
  List<Form> forms();

  /**
   * Gives what routines of one dump wait for and who holds it, the most wanted first.
   *
   * @param words what memory says of it
   */
  List<Resource> resources(List<Party> parties, List<LockWord> words);
}
