package dev.stuckpod.cli.demo;

import dev.stuckpod.cli.ground.Checkout;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the demo and cleans up after it. */
@Command(
    name = "demo",
    description = "Shows it all: a real server freezes under load, is noticed and explained.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description =
          "Use this cluster (kind, minikube, k3d); default: a real one started on this machine.")
  private @Nullable String context;

  @Option(names = "--keep", description = "Leave everything running afterwards.")
  private boolean keep;

  @Option(
      names = "--load-test",
      description =
          "Shows a load test instead, with no policy: loadtest -- k6 run, and its report.")
  private boolean loadTest;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    Path root = Checkout.root();
    var progress = new Progress(Console.err(spec)::line);
    var out = Console.out(spec);
    try (Site site =
            context == null ? Site.own(root, progress) : Site.existing(root, context, progress);
        var cleanup = new Cleanup(site, keep, out)) {
      boolean seen =
          loadTest
              ? new LoadTestDemo(site, cleanup, Way.here(), out).run()
              : new Demo(site, cleanup, Way.here(), out).run();
      return seen ? 0 : 1;
    }
  }
}
