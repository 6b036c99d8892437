package dev.stuckpod.operator.prometheus;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a Prometheus has seen before a test begins: windows of minutes need no waiting. Times are in
 * seconds before {@link #NOW}, which queries name as their time.
 */
public final class Past {

  /** When the tests' present is. */
  public static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  private final Map<String, StringBuilder> families = new TreeMap<>();
  private final List<Written> written = new ArrayList<>();

  /**
   * A series as it was added.
   *
   * @param labels without the name
   * @param value by seconds before now; NaN where there is no sample
   */
  public record Written(String metric, Map<String, String> labels, IntToDoubleFunction value) {}

  /**
   * Adds a series.
   *
   * @param labels without the name
   * @param from first sample, seconds before now
   * @param to last sample, seconds before now
   * @param interval seconds between samples
   * @param value by seconds before now; NaN leaves the sample out
   */
  public Past series(
      String metric,
      Map<String, String> labels,
      int from,
      int to,
      int interval,
      IntToDoubleFunction value) {
    written.add(
        new Written(
            metric,
            Map.copyOf(labels),
            before ->
                before <= from && before >= to && (from - before) % interval == 0
                    ? value.applyAsDouble(before)
                    : Double.NaN));
    String text =
        new TreeMap<>(labels)
            .entrySet().stream()
                .map(l -> l.getKey() + "=\"" + l.getValue() + "\"")
                .collect(Collectors.joining(",", metric + "{", "}"));
    var family = families.computeIfAbsent(metric, _ -> new StringBuilder());
    for (int before = from; before >= to; before -= interval) {
      double sample = value.applyAsDouble(before);
      if (!Double.isNaN(sample)) {
        family
            .append(text)
            .append(String.format(Locale.ROOT, " %s ", sample))
            .append(NOW.getEpochSecond() - before)
            .append('\n');
      }
    }
    return this;
  }

  /** It as Prometheus' text format has it: with times in milliseconds. */
  String inMilliseconds() {
    return String.join("", families.values()).replaceAll("(?m)$(?<=\\d)", "000");
  }

  /** All series, in the order in which they were added. */
  public List<Written> written() {
    return List.copyOf(written);
  }

  /** Writes it as the blocks of a Prometheus database. */
  void write(Path folder) throws IOException, InterruptedException {
    Path promtool = Repository.tools("promtool").getFirst();
    Path text = Files.createTempFile("past", ".om");
    Files.writeString(text, String.join("", families.values()) + "# EOF\n");
    Process process =
        new ProcessBuilder(
                promtool.toString(),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                text.toString(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("promtool: " + said);
    }
    Files.delete(text);
  }
}
