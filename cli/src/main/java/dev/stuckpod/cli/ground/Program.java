package dev.stuckpod.cli.ground;

import java.util.Optional;

/** How this program was called: usage texts say what is to be typed again. */
public final class Program {

  private static final String PLUGIN = "kubectl-stuckpod";

  private Program() {}

  /** What a user types before the name of a command. */
  public static String name() {
    return isPlugin() ? "kubectl stuckpod" : "stuckpod";
  }

  /** Whether kubectl has started it, or somebody by the name that kubectl looks for. */
  public static boolean isPlugin() {
    return PLUGIN.equals(System.getProperty("stuckpod.program"));
  }

  /** Whether it is of an archive, which has not all that a checkout has. */
  public static boolean isOfArchive() {
    return Boolean.getBoolean("stuckpod.archive");
  }

  /** What the jar says of itself; classes of an IDE have no version. */
  public static Optional<String> version() {
    return Optional.ofNullable(Program.class.getPackage().getImplementationVersion());
  }
}
