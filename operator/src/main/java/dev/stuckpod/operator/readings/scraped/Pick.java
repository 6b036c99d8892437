package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.exposition.Sample;
import dev.stuckpod.operator.rules.Metric;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds a rule's metric among the samples of a page. */
final class Pick {

  private final byte[] name;
  private final List<byte[]> labels = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();

  Pick(Metric metric) {
    this.name = bytes(metric.name());
    metric
        .match()
        .forEach(
            (label, value) -> {
              labels.add(bytes(label));
              values.add(text(value));
            });
  }

  /** Whether it has the metric's name. */
  boolean isOf(Sample sample) {
    return sample.isNamed(name);
  }

  /** How many labels are compared at most for whether it is taken. */
  int effort(Sample sample) {
    return labels.size() * sample.labels();
  }

  /** Whether one that has the name has the labels, too. */
  boolean takes(Sample sample) {
    if (!isOf(sample)) {
      return false;
    }
    for (int i = 0; i < labels.size(); i++) {
      byte[] label = labels.get(i);
      byte[] value = values.get(i);
      // as in PromQL, an empty value is that of a label that is not there
      if (!sample.hasLabel(label, value) && !(value.length == 0 && !sample.hasLabel(label))) {
        return false;
      }
    }
    return true;
  }

  /** A label's value as pages write it. */
  private static byte[] text(String value) {
    return bytes(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
