package dev.stuckpod.operator.turns;

/** Runs what may wait for a sidecar, not all at once. */
@FunctionalInterface
public interface Background {

  /** Runs a task for something of a namespace, some time later. */
  void run(String namespace, Runnable task);
}
