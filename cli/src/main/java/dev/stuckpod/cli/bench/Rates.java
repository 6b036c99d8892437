package dev.stuckpod.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;

/**
 * Throughput over several runs, in megabytes (10^6 bytes) per second.
 *
 * @param min of the slowest run
 * @param median of all runs
 * @param max of the fastest run
 * @param cpu of all runs together per second of CPU time, user and system, of the whole process: on
 *     a busy machine that is what can be compared
 */
@JsonPropertyOrder({"min", "median", "max", "cpu"})
record Rates(double min, double median, double max, double cpu) {

  /**
   * Summarizes runs over so many bytes.
   *
   * @param nanos what each of the last ones took
   * @param runs how many there were in all
   * @param cpuNanos what all of them took of the CPU
   */
  static Rates of(long bytes, long[] nanos, int runs, long cpuNanos) {
    double[] rates =
        Arrays.stream(nanos)
            .mapToDouble(n -> round(bytes * 1000.0 / Math.max(1, n)))
            .sorted()
            .toArray();
    double cpu = round(bytes * 1000.0 * runs / Math.max(1, cpuNanos));
    return new Rates(rates[0], rates[rates.length / 2], rates[rates.length - 1], cpu);
  }

  private static double round(double rate) {
    return Math.round(rate * 10) / 10.0;
  }
}
