package dev.stuckpod.images;

import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains a program and keeps what the JVM learnt: less memory, faster start. */
final class AotCache {

  private AotCache() {}

  /**
   * Runs the program in its layout and leaves {@link Layout#AOT_CACHE} there; then runs it again
   * with the cache required, because a JVM that cannot use a cache otherwise says nothing.
   */
  static void train(Path javaHome, Layout layout, List<String> arguments, Path scratch)
      throws ImageException, IOException {
    run(javaHome, layout, arguments, scratch, "-XX:AOTCacheOutput=" + Layout.AOT_CACHE);
    run(javaHome, layout, arguments, scratch, "-XX:AOTCache=" + Layout.AOT_CACHE, "-XX:AOTMode=on");
  }

  private static void run(
      Path javaHome, Layout layout, List<String> arguments, Path scratch, String... flags)
      throws ImageException, IOException {
    var command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
    command.addAll(List.of(flags));
    command.add("@" + Layout.ARGUMENTS);
    command.addAll(arguments);
    Command.Outcome outcome = Command.run(layout.folder(), command);
    Path log = scratch.resolve("training.log");
    Files.writeString(log, String.join(" ", command) + "\n" + outcome.output());
    if (!outcome.succeeded() || !Files.exists(layout.folder().resolve(Layout.AOT_CACHE))) {
      throw new ImageException(
          "Training for the AOT cache failed: " + outcome.lastLine() + "; see " + log);
    }
  }
}
