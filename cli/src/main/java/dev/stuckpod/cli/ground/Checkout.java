package dev.stuckpod.cli.ground;

import java.nio.file.Path;

/** The project's folder, for commands that build or start parts of it. */
public final class Checkout {

  private Checkout() {}

  /**
   * Finds the folder that the launcher stands in.
   *
   * @throws CommandException if this program was not started by the launcher
   */
  public static Path root() throws CommandException {
    String root = System.getProperty("stuckpod.root", "");
    if (root.isEmpty()) {
      throw new CommandException("This works from a checkout of the project only, as ./stuckpod");
    }
    return Path.of(root);
  }

  /** What is kept between runs and shared by all checkouts. */
  public static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("stuckpod");
  }
}
