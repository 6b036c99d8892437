package dev.stuckpod.cli.bench;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.cli.explore.Explorations;
import dev.stuckpod.cli.explore.session.Session;
import dev.stuckpod.cli.ground.Console;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how long a dump takes to open, and each question about it, as a person waits for it. */
@Command(
    name = "explore",
    description =
        "Measures how long a dump takes to open in explore, how long each question takes that is"
            + " asked for the first time, how much of that is CPU time, and what is kept in"
            + " memory.",
    mixinStandardHelpOptions = true)
public final class BenchExploreCommand implements Callable<Integer> {
  private static final List<String> QUESTIONS =
      List.of(
          "groups",
          "groups function",
          "show",
          "where contains(trace, 'Hub')",
          "where state == 'select' && minutes >= 0 && id > 100",
          "search contains(lower(trace), 'subscribe')",
          "keep !idle",
          "a.dedup()",
          "undo",
          "undo",
          "stack 1000",
          "path 1000",
          "who holds 1000",
          "l, c, r = a.diff(a)");

  @Parameters(paramLabel = "FILE", description = "A dump, plain or gzip.")
  private String file = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Console out = Console.out(spec);
    Session session = Explorations.ofFiles();
    out.line(" elapsed      CPU");
    measure(out, "open", () -> session.open(file));
    for (String question : QUESTIONS) {
      measure(out, question, () -> session.answer(question));
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    out.line(String.format(Locale.ROOT, "%8.1f MB are kept", used / 1e6));
    out.flush();
    return 0;
  }

  private interface Step {
    void run() throws NotADumpException, IOException;
  }

  private static void measure(Console out, String what, Step step)
      throws NotADumpException, IOException {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpu = clock.getCurrentThreadCpuTime();
    step.run();
    double used = (clock.getCurrentThreadCpuTime() - cpu) / 1e6;
    double elapsed = (System.nanoTime() - start) / 1e6;
    out.line(String.format(Locale.ROOT, "%8.1f %8.1f ms  %s", elapsed, used, what));
  }
}
