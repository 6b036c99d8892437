package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.cluster.wire.Aside;
import dev.stuckpod.cli.cluster.wire.Direct;

/**
 * Has what a question to a cluster needs loaded while the kubeconfig is still read: a short command
 * is mostly that.
 */
public final class Ahead {

  private Ahead() {}

  /**
   * Begins beside whoever asks.
   *
   * @param whole whether an analysis will be read, not a table of them
   */
  public static void begin(boolean whole) {
    Direct.trustNobodyElse();
    Aside.run(Direct::rehearse);
    if (whole) {
      Aside.run(WholeDump::rehearse);
    }
  }
}
