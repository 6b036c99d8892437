package dev.stuckpod.cli.report.plot;

import dev.stuckpod.cli.report.page.Plot.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what was kept of a load test's readings: the part of OpenMetrics 1.0 that the operator
 * writes. A line that is none of that is left out.
 */
public final class OpenMetricsText {
  private static final int MOST_SAMPLES = 200_000;
  private static final int LONGEST = 16_384;

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? (\\S+) (\\d{1,12}(?:\\.\\d{1,9})?)");

  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*+)\",?");

  private OpenMetricsText() {}

  /** Gives the series in the order of the text; what is in several texts is put together. */
  public static List<Series> read(Collection<String> texts) {
    Map<String, Series> all = new LinkedHashMap<>();
    for (String text : texts) {
      Map<String, List<Point>> points = new LinkedHashMap<>();
      Map<String, Series> named = new LinkedHashMap<>();
      text.lines()
          .filter(line -> !line.startsWith("#") && line.length() < LONGEST)
          .limit(MOST_SAMPLES)
          .forEach(line -> sample(line, named, points));
      named.forEach(
          (name, one) ->
              all.merge(
                  name,
                  new Series(
                      one.metric(), one.labels(), one.pod(), points.getOrDefault(name, List.of())),
                  Series::and));
    }
    return List.copyOf(all.values());
  }

  private static void sample(
      String line, Map<String, Series> named, Map<String, List<Point>> points) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      return;
    }
    double value;
    try {
      value = Double.parseDouble(sample.group(3));
    } catch (NumberFormatException infinite) {
      return;
    }
    Map<String, String> labels = labels(sample.group(2) == null ? "" : sample.group(2));
    String pod = labels.getOrDefault("pod", "");
    labels.remove("pod");
    labels.remove("namespace");
    String key = "%s %s %s".formatted(sample.group(1), pod, labels);
    named.putIfAbsent(key, new Series(sample.group(1), labels, pod, List.of()));
    long millis = Math.round(Double.parseDouble(sample.group(4)) * 1000);
    points
        .computeIfAbsent(key, _ -> new ArrayList<>())
        .add(new Point(Instant.ofEpochMilli(millis), value));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    while (label.find()) {
      labels.put(
          label.group(1),
          label.group(2).replace("\\n", " ").replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    return labels;
  }
}
