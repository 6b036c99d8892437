package dev.stuckpod.cli.cluster.wire;

/**
 * What is done only to have code loaded, and compiled, by when it is needed. It opens nothing, asks
 * nobody, and nothing of it is kept.
 */
public final class Aside {

  private Aside() {}

  /** Does it in a thread of its own, which keeps nobody waiting, where there is a processor. */
  public static void run(Runnable rehearsal) {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread.ofPlatform().daemon().name("aside").start(() -> runUntold(rehearsal));
    }
  }

  private static void runUntold(Runnable rehearsal) {
    try {
      rehearsal.run();
    } catch (RuntimeException untold) {
      return; // whoever does it in earnest has the same trouble, and tells of it
    }
  }
}
