package dev.stuckpod.cli.brief;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;

/** A short question to a cluster. */
public sealed interface Brief permits Listing, Showing {

  /**
   * Asks it and says what came back.
   *
   * @throws CommandException if the cluster cannot be used, or has no such thing
   */
  void answer(Console out, Console err) throws CommandException;
}
