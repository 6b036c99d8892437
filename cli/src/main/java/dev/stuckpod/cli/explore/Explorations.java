package dev.stuckpod.cli.explore;

import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.explore.session.Session;

/** Begins sessions. */
public final class Explorations {

  private Explorations() {}

  /** Begins one that looks into a file, and into DumpAnalyses of the context's cluster. */
  public static Session ofFiles() {
    return new Session(new DumpFiles(new ClusterDumps(new ClusterOptions()), 1));
  }
}
