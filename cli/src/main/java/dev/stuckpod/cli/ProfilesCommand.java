package dev.stuckpod.cli;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.crds.profiles.Profiles;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the rules of well-known names. */
@Command(
    name = "profiles",
    description = {
      "Lists the profiles that a policy may name in spec.profile; of one, prints its rules with"
          + " comments, as they stand below stuckWhen."
    },
    mixinStandardHelpOptions = true)
final class ProfilesCommand implements Callable<Integer> {

  /** What can be typed. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Profiles.NAMES.iterator();
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "The one that is printed.")
  private @Nullable String name;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    Console out = Console.out(spec);
    if (name == null) {
      int width = Profiles.NAMES.stream().mapToInt(String::length).max().orElse(0);
      Profiles.NAMES.forEach(
          one -> out.line(("%-" + width + "s  %s").formatted(one, Profiles.purpose(one))));
    } else {
      try {
        Profiles.text(name).lines().forEach(out::line);
      } catch (IllegalArgumentException unknown) {
        throw new CommandException(String.valueOf(unknown.getMessage()));
      }
    }
    out.flush();
    return 0;
  }
}
