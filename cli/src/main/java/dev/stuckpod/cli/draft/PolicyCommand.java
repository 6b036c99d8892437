package dev.stuckpod.cli.draft;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What helps with policies. */
@Command(
    name = "policy",
    description = "Helps with policies: policy draft writes one of what pods export now.",
    subcommands = DraftCommand.class,
    mixinStandardHelpOptions = true)
public final class PolicyCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing: draft");
  }
}
