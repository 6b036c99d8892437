package dev.stuckpod.cli;

import dev.stuckpod.cli.cluster.Cluster;
import dev.stuckpod.cli.ground.Checkout;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.images.ImageFactory;
import dev.stuckpod.images.ground.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the images and brings them where they are needed. */
@Command(
    name = "images",
    description = "Makes the images and loads them into the current cluster, or pushes them.",
    mixinStandardHelpOptions = true)
final class ImagesCommand implements Callable<Integer> {

  @Option(
      names = "--push",
      paramLabel = "REGISTRY",
      description = "Push to REGISTRY/operator and REGISTRY/sidecar; the chart's image.registry.")
  private @Nullable String registry;

  @Option(names = "--no-load", description = "Only make them; prints the files.")
  private boolean noLoad;

  @Option(
      names = "--exactly",
      description =
          "Refuse to make them of another JDK than the one in images/images.lock; so does --push.")
  private boolean exactly;

  @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig.")
  private @Nullable String context;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description = "operator, sidecar, or till (a test app); default: the first two.")
  private List<String> names = List.of("operator", "sidecar");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, ImageException, IOException, InterruptedException {
    boolean load = registry == null && !noLoad;
    if (context != null && !load) {
      throw new CommandException(
          "--context says where images are loaded, and none would be: leave it out, or --push and"
              + " --no-load");
    }
    String into = load ? reachable() : "";
    Console err = Console.err(spec);
    var factory =
        new ImageFactory(
            Checkout.root(),
            Checkout.cache().resolve("images"),
            line -> err.line("images: " + line));
    if (registry != null) {
      for (String name : names) {
        say(factory.push(name, registry));
      }
      return 0;
    }
    var tars = new ArrayList<Path>();
    for (String name : names) {
      tars.add(factory.tar(name, exactly));
    }
    if (load) {
      load(tars, into);
      names.forEach(name -> say(name + " is in the cluster"));
    } else {
      tars.forEach(tar -> say(tar.toString()));
    }
    return 0;
  }

  private void say(String line) {
    Console.out(spec).line(line);
  }

  /** Finds out before the images are made, which may take minutes, where they will go. */
  private String reachable() throws CommandException {
    try (Cluster cluster = Cluster.of(context, null)) {
      return cluster.context();
    }
  }

  private static void load(List<Path> tars, String into)
      throws CommandException, IOException, InterruptedException {
    var command = new ArrayList<>(List.of(Checkout.root().resolve("e2e/cluster/load").toString()));
    tars.forEach(tar -> command.add(tar.toString()));
    var process = new ProcessBuilder(command).inheritIO();
    process.environment().put("CONTEXT", into);
    if (process.start().waitFor() != 0) {
      throw new CommandException("The images were made, but not loaded");
    }
  }
}
