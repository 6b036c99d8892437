package dev.stuckpod.cli;

import dev.stuckpod.cli.ground.Checkout;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Program;
import dev.stuckpod.cli.packaging.GenerateCommand;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.release.Krew;
import dev.stuckpod.images.release.Release;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes what people take who have no checkout. */
@Command(
    name = "release",
    description =
        "Makes a release: the command line with its own Java, the chart, both images, what is in"
            + " them, notes, checksums.",
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

  private final Supplier<CommandLine> commands;

  /** Tells of these commands. */
  ReleaseCommand(Supplier<CommandLine> commands) {
    this.commands = commands;
  }

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to; what is in it is deleted. Default: images/target/release.")
  private @Nullable Path out;

  @Option(
      names = "--exactly",
      description = "Refuse to make it of another JDK than the one in images/images.lock.")
  private boolean exactly;

  @Option(
      names = "--arch",
      split = ",",
      paramLabel = "ARCH",
      description = "For these processors only. Default: amd64,arm64.")
  private List<String> architectures = List.of();

  @Option(
      names = "--url",
      paramLabel = "BASE",
      description =
          "Where the files will be for others: krew's manifest is written with their addresses.")
  private @Nullable URI url;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, ImageException, IOException {
    Path root = Checkout.root();
    Path folder = out == null ? root.resolve("images/target/release") : out;
    String version = Program.version().orElse("development");
    CommandLine all = commands.get().setCommandName("stuckpod");
    Console err = Console.err(spec);
    var release =
        new Release(
            root,
            Checkout.cache().resolve("images"),
            version,
            line -> err.line("release: " + line));
    List<Architecture> made = architectures();
    Optional<Krew> krew = Optional.empty();
    if (url != null) {
      List<String> names = made.stream().map(Architecture::image).toList();
      krew = Optional.of(new Krew(GenerateCommand.krew(all, version, names), url(url)));
    }
    for (Path file :
        release.make(folder, made, GenerateCommand.beside(all, version), krew, exactly)) {
      Console.out(spec).line(file.toString());
    }
    return 0;
  }

  /** Krew fetches from such only. */
  private static URI url(URI given) throws CommandException {
    if (!"https".equals(given.getScheme()) || given.getHost() == null) {
      throw new CommandException("--url wants an address that begins with https://, not " + given);
    }
    return given;
  }

  private List<Architecture> architectures() throws ImageException {
    if (architectures.isEmpty()) {
      return Architecture.all();
    }
    var named = new ArrayList<Architecture>();
    for (String one : architectures) {
      named.add(Architecture.named(one));
    }
    return named;
  }
}
