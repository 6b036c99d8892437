package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.exposition.Sample;
import dev.stuckpod.operator.exposition.Sink;
import dev.stuckpod.operator.rules.Metric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What is taken of one page: the series of those metrics that rules name. */
final class Collected implements Sink {

  /** More series of one metric are not read, and the metric is not judged by. */
  static final int MOST_SERIES = 256;

  /**
   * Labels that are compared in one page, which takes some ten milliseconds. A page may have forty
   * of each of its samples, and rules name eight of each of their metrics.
   */
  static final int MOST_COMPARED = 4_000_000;

  private static final int USUAL = 4;

  /** The series of one metric, in the page's order. */
  static final class Series {
    private long[] ids = new long[USUAL];
    private double[] values = new double[USUAL];
    private int size;
    private boolean more;

    private void add(long id, double value) {
      if (size == MOST_SERIES) {
        more = true;
        return;
      }
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      ids[size] = id;
      values[size++] = value;
    }

    int size() {
      return size;
    }

    long id(int at) {
      return ids[at];
    }

    double value(int at) {
      return values[at];
    }

    /** Whether there are more than are read. */
    boolean more() {
      return more;
    }
  }

  private final Map<Metric, Series> series = new HashMap<>();
  private final Metric[] metrics;
  private final Pick[] picks;
  private long compared;

  Collected(Map<Metric, Pick> wanted) {
    metrics = wanted.keySet().toArray(new Metric[0]);
    picks = new Pick[metrics.length];
    for (int i = 0; i < metrics.length; i++) {
      picks[i] = wanted.get(metrics[i]);
    }
  }

  @Override
  public void take(Sample sample) {
    for (int i = 0; i < picks.length; i++) {
      if (!picks[i].isOf(sample)) {
        continue;
      }
      compared += picks[i].effort(sample);
      if (compared > MOST_COMPARED) {
        series.computeIfAbsent(metrics[i], _ -> new Series()).more = true;
      } else if (picks[i].takes(sample) && !Double.isNaN(sample.value())) {
        series.computeIfAbsent(metrics[i], _ -> new Series()).add(sample.id(), sample.value());
      }
    }
  }

  /** What a page had of a metric; nothing is an empty one. */
  Series of(Metric metric) {
    return series.getOrDefault(metric, new Series());
  }

  /** Begins anew, for another page. */
  void clear() {
    series.clear();
    compared = 0;
  }
}
