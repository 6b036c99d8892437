package dev.stuckpod.cli.draft;

import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.exposition.Kind;
import dev.stuckpod.operator.exposition.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metrics of a page, by name. What says nothing of its own, as buckets do, is left out.
 *
 * @param series how many it has, of all metrics
 */
record Page(SortedMap<String, Metric> metrics, int series) {

  /** More series of a metric are counted and not kept. */
  private static final int MOST_TEXTS = 500;

  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]{0,199}";

  /**
   * One metric.
   *
   * @param counter whether it only grows; else it is a gauge
   * @param sum of all its series
   * @param texts of its series, with their labels
   */
  record Metric(String name, boolean counter, double sum, List<String> texts) {

    private Metric with(Sample sample) {
      if (texts.size() < MOST_TEXTS) {
        texts.add(sample.text());
      }
      return new Metric(name, counter, sum + sample.value(), texts);
    }

    /** Whether a series has these labels. */
    boolean has(Map<String, String> labels) {
      return texts.stream()
          .anyMatch(
              text ->
                  labels.entrySet().stream()
                      .map(label -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
                      .allMatch(label -> text.contains("{" + label) || text.contains("," + label)));
    }
  }

  /** Reads one, as far as pages are read. */
  static Page read(InputStream in) throws IOException {
    var metrics = new TreeMap<String, Metric>();
    int[] series = new int[1];
    Exposition.read(
        in,
        sample -> {
          series[0]++;
          String name = sample.name();
          if (sample.kind() != Kind.Aside && name.matches(NAME)) {
            boolean counter = sample.kind() == Kind.Counter;
            metrics.put(
                name,
                metrics
                    .getOrDefault(name, new Metric(name, counter, 0, new ArrayList<>()))
                    .with(sample));
          }
        });
    return new Page(metrics, series[0]);
  }
}
