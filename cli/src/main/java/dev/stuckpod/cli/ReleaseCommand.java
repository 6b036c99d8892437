package dev.stuckpod.cli;

import dev.stuckpod.cli.ground.Checkout;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.release.Release;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to; what is in it is deleted. Default: target/release.")
  private @Nullable Path out;

  @Option(
      names = "--exactly",
      description = "Refuse to make it of another JDK than the one in images/images.lock.")
  private boolean exactly;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, ImageException {
    Path root = Checkout.root();
    Path folder = out == null ? root.resolve("target/release") : out;
    String version = ReleaseCommand.class.getPackage().getImplementationVersion();
    Console err = Console.err(spec);
    var release =
        new Release(
            root,
            Checkout.cache().resolve("images"),
            version == null ? "development" : version,
            line -> err.line("release: " + line));
    for (Path file : release.make(folder, new TreeMap<>(), exactly)) {
      Console.out(spec).line(file.toString());
    }
    return 0;
  }
}
