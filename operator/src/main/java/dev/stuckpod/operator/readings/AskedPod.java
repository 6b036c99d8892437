package dev.stuckpod.operator.readings;

import java.time.Instant;

/**
 * A pod that is asked about.
 *
 * @param name of the pod
 * @param container the app's
 * @param startedAt when the container began to run
 * @param cpuLimit so many thousandths of a core it may use; 0: no limit is known
 */
public record AskedPod(String name, String container, Instant startedAt, int cpuLimit) {

  /** One that is asked nothing about that depends on its limit. */
  public AskedPod(String name, String container, Instant startedAt) {
    this(name, container, startedAt, 0);
  }
}
