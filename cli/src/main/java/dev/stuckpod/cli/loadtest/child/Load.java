package dev.stuckpod.cli.loadtest.child;

import dev.stuckpod.cli.loadtest.report.LoadFacts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A load that runs as a child, with standard input, output and error of ours. */
public final class Load {

  /** Whoever asks so often wants it to end. */
  private static final int KILLED_AT = 3;

  private final List<String> command;
  private final Process process;
  private final Instant startedAt;
  private final BooleanSupplier hasKeys;
  private volatile @Nullable Instant endedAt;
  private int asked;

  private Load(List<String> command, Process process, Instant startedAt, BooleanSupplier hasKeys) {
    this.command = List.copyOf(command);
    this.process = process;
    this.startedAt = startedAt;
    this.hasKeys = hasKeys;
  }

  /**
   * Starts it.
   *
   * @param ended is run when it has ended
   * @throws IOException if it cannot be started
   */
  public static Load start(List<String> command, Runnable ended) throws IOException {
    return start(command, ended, Foreground::isOurs);
  }

  /**
   * Starts it.
   *
   * @param hasKeys whether a terminal's keys reach it by themselves
   */
  static Load start(List<String> command, Runnable ended, BooleanSupplier hasKeys)
      throws IOException {
    Instant now = Instant.now();
    Process process = new ProcessBuilder(command).inheritIO().start();
    var load = new Load(command, process, now, hasKeys);
    var _ =
        load.process
            .onExit()
            .thenRun(
                () -> {
                  load.endedAt = Instant.now();
                  ended.run();
                });
    return load;
  }

  /** Whether it has ended, and when is known. */
  public boolean hasEnded() {
    return endedAt != null;
  }

  /** What is known of it. */
  public LoadFacts facts() {
    return new LoadFacts(command, hasEnded() ? process.exitValue() : null, startedAt, endedAt);
  }

  /**
   * Passes a signal on. Ctrl-C at a terminal reaches the child by itself, because it is in the
   * terminal's foreground as we are: twice would tell many programs to end at once, in the middle
   * of what they do upon the first. The third signal kills, whatever it is.
   */
  public synchronized void pass(Caught signal) {
    asked++;
    if (!process.isAlive()) {
      return;
    }
    if (asked >= KILLED_AT) {
      process.destroyForcibly();
    } else if (signal == Caught.TERM) {
      process.destroy();
    } else if (!(signal == Caught.INT && hasKeys.getAsBoolean())) {
      send(signal);
    }
  }

  /** The JDK can send no other than SIGTERM and SIGKILL; every shell can. */
  private void send(Caught signal) {
    try {
      new ProcessBuilder("sh", "-c", "kill -s " + signal.name() + " " + process.pid())
          .inheritIO()
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException failed) {
      process.destroy();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
