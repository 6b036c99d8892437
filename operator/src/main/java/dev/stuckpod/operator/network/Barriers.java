package dev.stuckpod.operator.network;

import dev.stuckpod.operator.pods.PodView;
import java.util.Optional;

/** Knows what ends the way to a sidecar that does not answer. */
@FunctionalInterface
public interface Barriers {

  /**
   * What is known.
   *
   * @param sure whether it is what is in the way; else it could not be looked at
   * @param text one or more sentences, with the remedy
   */
  record Known(boolean sure, String text) {}

  /** Says what ends the way to a port of a pod; empty where nothing that is known does. */
  Optional<Known> before(PodView pod, int port);
}
