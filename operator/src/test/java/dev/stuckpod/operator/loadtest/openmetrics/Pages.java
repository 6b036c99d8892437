package dev.stuckpod.operator.loadtest.openmetrics;

import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.room.Budget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Pods whose pages were read, and what is written of them. */
final class Pages {

  static final Instant START = Instant.parse("2026-01-15T12:00:00.250Z");
  static final Extent ALL = new Extent(1_000_000, Long.MAX_VALUE);

  private Pages() {}

  /** One that has said this, three seconds apart. */
  static WrittenPod pod(String name, String... pages) throws IOException {
    var series = new PodSeries(new Budget(5_000, 5_000));
    for (int i = 0; i < pages.length; i++) {
      scrape(series, pages[i], START.plusSeconds(3L * i));
    }
    return new WrittenPod(name, series);
  }

  static void scrape(PodSeries series, String page, Instant at) throws IOException {
    scrape(series, page.getBytes(StandardCharsets.UTF_8), at);
  }

  static void scrape(PodSeries series, byte[] page, Instant at) throws IOException {
    series.begin();
    Exposition.read(new ByteArrayInputStream(page), series);
    series.commit(at, Phase.Load);
  }

  /** A page of lines that a stranger has thought of, many of them none. */
  static String hostile(Random random) {
    List<String> pieces =
        List.of(
            "a",
            "_total",
            "_count",
            "U__",
            "__name__",
            "pod",
            "exported_pod",
            "namespace",
            "le",
            "{",
            "}",
            "\"",
            "=\"",
            "\\",
            "\\n",
            ",",
            "=",
            " ",
            "\t",
            "ü",
            "😀",
            "1",
            "-1",
            "NaN",
            ":",
            "#",
            "# TYPE a counter\n",
            "# EOF x",
            "\u0000",
            "\r",
            "x".repeat(300),
            "{a=\"",
            "\"} 1\n",
            " 2\n",
            "{\"a.b\",pod=\"");
    var page = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      page.append(pieces.get(random.nextInt(pieces.size())));
    }
    return page.append('\n').toString();
  }

  static String text(Extent most, WrittenPod... pods) throws IOException {
    var out = new ByteArrayOutputStream();
    OpenMetrics.write("shop", List.of(pods), most, out, out::size);
    return out.toString(StandardCharsets.UTF_8);
  }
}
