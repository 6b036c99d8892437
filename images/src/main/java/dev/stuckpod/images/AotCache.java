package dev.stuckpod.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Trains a program and keeps what the JVM learnt: less memory, faster start. */
final class AotCache {

  private static final long SECONDS = 120;

  private AotCache() {}

  /**
   * Runs the program in its layout and leaves {@link Layout#AOT_CACHE} there; then starts it again
   * with the cache required, because a JVM that cannot use a cache otherwise says nothing.
   */
  static void train(Training training, Path javaHome, Layout layout, Path work)
      throws ImageException, IOException {
    Path log = work.resolve("training.log");
    run(training, javaHome, layout, log, "-XX:AOTCacheOutput=" + Layout.AOT_CACHE);
    if (!Files.exists(layout.folder().resolve(Layout.AOT_CACHE))) {
      throw new ImageException("Training left no AOT cache; see " + log);
    }
    Path proof = work.resolve("training-proof.log");
    run(training, javaHome, layout, proof, "-XX:AOTCache=" + Layout.AOT_CACHE, "-XX:AOTMode=on");
  }

  private static void run(
      Training training, Path javaHome, Layout layout, Path log, String... flags)
      throws ImageException, IOException {
    var command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
    command.addAll(List.of(flags));
    command.add("@" + Layout.ARGUMENTS);
    var builder = new ProcessBuilder(command).directory(layout.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(training.environment(log.resolveSibling("training")));
    Process program = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      training.exercise(program, log);
      program.destroy();
      if (!program.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new ImageException("Training did not end; see " + log);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ImageException("Stopped while training", stopped);
    } finally {
      program.destroyForcibly();
    }
  }
}
