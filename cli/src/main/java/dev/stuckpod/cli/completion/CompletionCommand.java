package dev.stuckpod.cli.completion;

import dev.stuckpod.cli.ground.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete words of this program. */
@Command(
    name = "completion",
    description = {
      "Prints what a shell needs to complete commands, options and names in the cluster.",
      "bash: source <(stuckpod completion bash)",
      "zsh: source <(stuckpod completion zsh), behind compinit",
      "fish: stuckpod completion fish | source",
      "kubectl completes stuckpod where kubectl_complete-stuckpod is in PATH."
    },
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Script shell = Script.bash;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Console out = Console.out(spec);
    out.lines(shell.text());
    out.flush();
    return 0;
  }
}
