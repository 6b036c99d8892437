package dev.stuckpod.operator.retention;

import java.util.List;

/** What is kept of load-test windows' readings, as a watch has last seen it. */
@FunctionalInterface
public interface HeldReadings {

  /**
   * Readings of one window.
   *
   * @param name of the window
   * @param uid of the window
   * @param bytes that they take at the API server, about
   */
  record OfWindow(String namespace, String name, String uid, long bytes) {}

  /** Those of all namespaces that are watched, in no order. */
  List<OfWindow> all();
}
