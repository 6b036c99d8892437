package dev.stuckpod.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;

/**
 * Throughput over several runs, in megabytes (10^6 bytes) per second.
 *
 * @param min of the slowest run
 * @param median of all runs
 * @param max of the fastest run
 */
@JsonPropertyOrder({"min", "median", "max"})
record Rates(double min, double median, double max) {

  /** Summarizes runs that took so many nanoseconds each for so many bytes. */
  static Rates of(long bytes, long[] nanos) {
    double[] rates =
        Arrays.stream(nanos)
            .mapToDouble(n -> round(bytes * 1000.0 / Math.max(1, n)))
            .sorted()
            .toArray();
    return new Rates(rates[0], rates[rates.length / 2], rates[rates.length - 1]);
  }

  private static double round(double rate) {
    return Math.round(rate * 10) / 10.0;
  }
}
