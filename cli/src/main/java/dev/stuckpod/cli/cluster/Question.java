package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.ground.CommandException;

/**
 * What is asked of a cluster, and changes nothing there: it may be asked again.
 *
 * @param <T> the answer
 */
@FunctionalInterface
public interface Question<T> {

  /**
   * Asks it.
   *
   * @throws CommandException if the answer is of no use
   */
  T ask(Line line) throws CommandException;
}
