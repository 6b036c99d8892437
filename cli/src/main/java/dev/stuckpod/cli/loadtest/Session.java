package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.cli.loadtest.child.Load;
import dev.stuckpod.cli.loadtest.report.LoadFacts;
import dev.stuckpod.cli.loadtest.report.Run;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** One run of a command of the gate: from its cluster to its exit code. */
final class Session {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final ClusterOptions cluster;
  private final ReportOptions reports;
  private final Progress progress;
  private final Telling telling;

  Session(ClusterOptions cluster, ReportOptions reports, CommandSpec command) {
    this.cluster = cluster;
    this.reports = reports;
    this.progress = new Progress(Console.err(command), Terminal.live());
    this.telling = new Telling(reports, progress, Console.out(command));
  }

  /** What a command does at the gate. */
  interface Visit {
    Outcome at(Gate gate, KubernetesClient client) throws CommandException, InterruptedException;
  }

  /**
   * Runs it. What fails before there is anything to tell is Unknown and told like the rest: an exit
   * with 1 would say that something is stuck.
   *
   * @param command the load; empty where none is to be run here
   * @return the exit code
   */
  int run(List<String> command, Visit visit) throws InterruptedException {
    try (KubernetesClient client = cluster.connect();
        var attention = new Attention()) {
      Outcome outcome =
          visit.at(new Gate(client, attention, progress, InstantSource.system()), client);
      Run run = new Gathering(client, reports.k6Summary, progress).of(outcome);
      int exit = telling.tell(run, client);
      waitFor(outcome.child(), attention);
      return exit;
    } catch (CommandException | KubernetesClientException failed) {
      progress.clear();
      LoadFacts load = command.isEmpty() ? null : LoadFacts.notStarted(command);
      String why = Sentence.of(failed);
      return telling.tell(new Run("", null, load, why, List.of(), Map.of(), null), null);
    }
  }

  /** A load that a signal has not ended yet is not left behind. */
  private static void waitFor(@Nullable Load load, Attention attention)
      throws InterruptedException {
    while (load != null && !load.hasEnded()) {
      attention.sleep(LOOK_EVERY);
    }
  }
}
