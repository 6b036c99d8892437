package dev.stuckpod.cli.ground;

import dev.stuckpod.text.Layout;

/** What standard output and standard error are written to. */
public final class Terminal {

  private Terminal() {}

  /** How wide it is; 0: it is no terminal, but a file or a pipe. The launcher finds out. */
  public static int columns() {
    return Integer.getInteger("stuckpod.columns", 0);
  }

  /** How wide standard error is, where a line may be written over; 0: it is no terminal. */
  public static int live() {
    return Integer.getInteger("stuckpod.live", 0);
  }

  /** Whether somebody types what is read from standard input. The launcher finds out. */
  public static boolean isTyped() {
    return Boolean.getBoolean("stuckpod.typed");
  }

  /** Whether what is said is seen at a terminal at all. */
  public static boolean isThere() {
    return columns() > 0 || live() > 0;
  }

  /** How text is laid out on it. */
  public static Layout layout() {
    return columns() <= 0 ? Layout.PLAIN : new Layout(columns(), System.getenv("NO_COLOR") == null);
  }
}
