package dev.stuckpod.cli;

import dev.stuckpod.cli.ground.Checkout;
import dev.stuckpod.cli.ground.CommandException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands, where there is no checkout, for commands that build or start parts of one. */
@Command
final class CheckoutOnlyCommand implements Callable<Integer> {

  /** Whatever was asked of it; picocli puts it here. */
  @SuppressWarnings("UnusedVariable")
  @Unmatched
  private List<String> words = List.of();

  @Override
  public Integer call() throws CommandException {
    Checkout.root();
    return 0;
  }
}
