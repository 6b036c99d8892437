package dev.stuckpod.cli;

import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.Options;
import dev.stuckpod.goroutines.Reading;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.goroutines.reach.Bounds;
import dev.stuckpod.goroutines.reach.Unreached;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints the goroutines of a process of this machine, without touching it. */
@Command(
    name = "goroutines",
    description =
        "Prints the goroutines of a live Go process, read from its memory: it gets no signal, and"
            + " notices nothing.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:printed",
      "1:printed in part: the process has ended meanwhile, or standard output has failed",
      "2:the process cannot be read, or the command is misspelt"
    },
    mixinStandardHelpOptions = true)
final class GoroutinesCommand implements Callable<Integer> {

  private static final int IN_PART = 1;
  private static final int UNREADABLE = 2;
  private static final int GLANCES = 5;

  @Parameters(paramLabel = "PID", description = "The process.")
  private long pid;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "2 looks twice and marks the goroutines that have not run in between; default: 1.")
  private int samples = 1;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Seconds.class,
      description = "How far apart two samples are, such as 5s or 1m; default: 5s.")
  private Duration interval = Duration.ofSeconds(5);

  @Option(
      names = "--reach",
      description =
          "Also searches the heap, twice, and marks those that nothing can ever wake: it takes"
              + " seconds and 48 MiB for a heap of 1 GiB. Implies --samples 2.")
  private boolean reach;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (samples < 1 || samples > 2) {
      return say("--samples is 1 or 2", UNREADABLE);
    }
    try (LiveProcess process = LiveProcess.open(Path.of("/proc", Long.toString(pid)))) {
      Reading reading = samples == 1 && !reach ? once(process) : twice(process);
      reading.problems().forEach(problem -> say(problem, 0));
      return reading.complete() ? 0 : IN_PART;
    } catch (UnreadableException unreadable) {
      return say(pid + ": " + unreadable.getMessage(), UNREADABLE);
    }
  }

  private static Reading once(LiveProcess process) throws UnreadableException, IOException {
    return print(process, Options.once());
  }

  private Reading twice(LiveProcess process)
      throws UnreadableException, IOException, InterruptedException {
    Path sightings = Files.createTempFile("stuckpod-sightings", "");
    try {
      Unreached first = reach ? search(process) : null;
      process.dump(OutputStream.nullOutputStream(), new Options(sightings, null, Duration.ZERO));
      long end = System.nanoTime() + interval.toNanos();
      say(String.format(Locale.ROOT, "looking again in %.1f s", interval.toMillis() / 1e3), 0);
      for (int left = GLANCES; left > 0; left--) {
        sleepUnevenly(end, left);
        process.lookAgain(sightings);
      }
      Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      Unreached second = first == null ? null : search(process);
      Unreached both = first == null || second == null ? null : first.and(second);
      return print(process, new Options(null, sightings, Options.once().patience(), both));
    } finally {
      Files.deleteIfExists(sightings);
    }
  }

  /** Gives whom nothing can wake; null where that cannot be told, and says why. */
  private @Nullable Unreached search(LiveProcess process) throws IOException {
    try {
      return process.reach(Bounds.ample());
    } catch (UnreadableException untold) {
      say(pid + ": " + untold.getMessage(), 0);
      return null;
    }
  }

  /** What runs at a steady rate may have run a multiple of 256 times at even distances. */
  private static void sleepUnevenly(long end, int left) throws InterruptedException {
    long share = Math.max(0, end - System.nanoTime()) / (left + 1);
    double factor = RandomGenerator.getDefault().nextDouble(0.7, 1.3);
    Thread.sleep(Duration.ofNanos((long) (share * factor)));
  }

  @SuppressWarnings("resource") // standard output stays open
  private static Reading print(LiveProcess process, Options options)
      throws UnreadableException, IOException {
    return process.dump(Console.raw(), options);
  }

  private int say(String sentence, int exit) {
    Console.err(spec).line("stuckpod: " + sentence);
    return exit;
  }

  /** Reads 500ms, 5s, 1m and ISO-8601 durations. */
  static final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      String iso =
          text.endsWith("ms")
              ? "PT" + Double.parseDouble(text.substring(0, text.length() - 2)) / 1000 + "S"
              : text.startsWith("P") ? text : "PT" + text;
      try {
        return Duration.parse(iso);
      } catch (RuntimeException bad) {
        throw new TypeConversionException("'" + text + "' is no time such as 5s or 1m");
      }
    }
  }
}
