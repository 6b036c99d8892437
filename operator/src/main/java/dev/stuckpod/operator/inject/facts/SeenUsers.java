package dev.stuckpod.operator.inject.facts;

/** As whom images run in one namespace, as sidecars there have seen it. */
public interface SeenUsers {

  /** Finds an image's; {@link RunAs#UNKNOWN} when nothing was seen. */
  RunAs find(String image);
}
