package dev.stuckpod.operator.inject.fit;

/**
 * Why the API server would refuse a pod.
 *
 * @param by what refuses
 * @param message names the object and the amounts
 */
public record Objection(By by, String message) {

  /** What may refuse a pod for its resources. */
  public enum By {
    /** A ResourceQuota. */
    QUOTA,
    /** A LimitRange. */
    RANGE,
    /** The pod itself: its parts contradict each other. */
    POD
  }
}
