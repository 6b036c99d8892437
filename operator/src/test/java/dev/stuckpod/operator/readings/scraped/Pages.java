package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.rules.Metric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/** Pages of metrics, as they are read. */
final class Pages {

  private Pages() {}

  /** What is taken of a page. */
  static Collected read(String text, Collection<Metric> wanted) {
    var page =
        new Collected(wanted.stream().collect(Collectors.toMap(metric -> metric, Pick::new)));
    try {
      Exposition.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), page);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return page;
  }
}
