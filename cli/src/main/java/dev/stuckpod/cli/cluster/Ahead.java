package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.cluster.wire.Direct;
import dev.stuckpod.cli.cluster.wire.Kubeconfig;
import dev.stuckpod.cli.ground.CommandException;

/**
 * Has what every question to a cluster needs loaded while the command line is still read: a short
 * command is mostly that. Nothing is opened, nobody is asked, and nothing of it is kept.
 */
public final class Ahead {

  private Ahead() {}

  /**
   * Begins in a thread of its own, where there is a processor for it, which keeps nobody waiting.
   *
   * @param whole whether an analysis will be read, not a table of them
   */
  public static void begin(boolean whole) {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread.ofPlatform().daemon().name("ahead").start(() -> load(whole));
    }
  }

  private static void load(boolean whole) {
    Direct.trustNobodyElse();
    try {
      Kubeconfig.Chosen chosen = Kubeconfig.read().find(null);
      Direct.rehearse(chosen);
      if (whole) {
        WholeDump.rehearse();
      }
    } catch (CommandException untold) {
      return; // whoever speaks to the cluster has the same trouble, and tells of it
    }
  }
}
