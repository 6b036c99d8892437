package dev.stuckpod.cli.loadtest.k6;

import java.util.Locale;

/** Counts requests one by one, in memory that does not grow with them. */
final class Tally {

  /** Each bucket ends so much higher than the one before: a percentile is as exact as that. */
  private static final double STEP = 1.01;

  private static final double LEAST_MILLIS = 0.001;
  private static final int BUCKETS = 2500; // to 1.01^2500 * 1 µs, some 17 hours

  private final long[] buckets = new long[BUCKETS];
  private long durations;
  private long requests;
  private long judged;
  private long failed;

  void request(double count) {
    requests += Math.round(count);
  }

  void outcome(boolean hasFailed) {
    judged++;
    failed += hasFailed ? 1 : 0;
  }

  void duration(double millis) {
    double steps = Math.log(Math.max(millis, LEAST_MILLIS) / LEAST_MILLIS) / Math.log(STEP);
    buckets[(int) Math.min(BUCKETS - 1, steps)]++;
    durations++;
  }

  boolean isEmpty() {
    return requests == 0 && judged == 0 && durations == 0;
  }

  LoadFigures.Stretch figures() {
    return new LoadFigures.Stretch(
        requests,
        judged == 0 ? null : (double) failed / judged,
        durations == 0 ? null : percentile95());
  }

  private double percentile95() {
    long rank = (long) Math.ceil(durations * 0.95);
    long seen = 0;
    int bucket = 0;
    while (bucket < BUCKETS - 1 && seen + buckets[bucket] < rank) {
      seen += buckets[bucket];
      bucket++;
    }
    double millis = LEAST_MILLIS * Math.pow(STEP, bucket + 0.5);
    return Double.parseDouble(String.format(Locale.ROOT, "%.3g", millis));
  }
}
