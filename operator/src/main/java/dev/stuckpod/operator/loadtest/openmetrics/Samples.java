package dev.stuckpod.operator.loadtest.openmetrics;

import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.loadtest.series.Track;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the samples of one series, the oldest first. */
final class Samples {

  private static final double EXACT = 1L << 53;

  private Samples() {}

  /**
   * Writes those that are remembered; the last alone where no others are. What is no number was not
   * on the page, or says nothing. Where the clock went back, only later times count.
   *
   * @param series name and labels
   * @return how many were written
   */
  static int write(String series, PodSeries of, Track track, OutputStream out) throws IOException {
    double[] values = of.values(track);
    if (values.length == 0) {
      values = new double[] {track.value()};
    }
    byte[] name = series.getBytes(StandardCharsets.UTF_8);
    long last = Long.MIN_VALUE;
    int written = 0;
    for (int i = 0; i < values.length; i++) {
      long at = of.ago(values.length - 1 - i).toEpochMilli();
      if (!Double.isNaN(values[i]) && at > last) {
        out.write(name);
        out.write(
            (" " + number(values[i]) + " " + seconds(at) + "\n").getBytes(StandardCharsets.UTF_8));
        last = at;
        written++;
      }
    }
    return written;
  }

  /** As Go's ParseFloat reads it. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < EXACT
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static String seconds(long millis) {
    String fraction = Integer.toString(1000 + Math.floorMod(millis, 1000)).substring(1);
    return Math.floorDiv(millis, 1000L) + "." + fraction;
  }
}
