package dev.stuckpod.goroutines;

import java.nio.file.Path;

/** Dumps one process, in a JVM of its own; exits with the obstacle's name on standard output. */
final class OneDump {

  private OneDump() {}

  public static void main(String[] arguments) throws Exception {
    try (LiveProcess process = LiveProcess.open(Path.of(arguments[0]))) {
      process.dump(System.out, Options.once());
    } catch (UnreadableException unreadable) {
      System.out.println(unreadable.obstacle() + ": " + unreadable.getMessage());
    }
  }
}
