package dev.stuckpod.operator.scrape;

/**
 * Where a pod may serve its metrics, over plain HTTP.
 *
 * @param port of the pod
 * @param path with its query, if it has one
 */
public record Address(int port, String path) {

  /** Where most serve them. */
  public static final String USUAL_PATH = "/metrics";
}
