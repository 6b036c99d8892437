package dev.stuckpod.analysis.model;

/**
 * What a thread has used so far.
 *
 * @param cpuMicros CPU time, in microseconds; JVMs print ten of them as one
 * @param elapsedMillis time since it started
 */
public record CpuTime(long cpuMicros, long elapsedMillis) {

  /** Gives the CPU time in milliseconds. */
  public long cpuMillis() {
    return cpuMicros / 1_000;
  }
}
