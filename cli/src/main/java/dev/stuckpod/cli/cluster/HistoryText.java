package dev.stuckpod.cli.cluster;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.HistoryLine;
import dev.stuckpod.status.ValueText;
import dev.stuckpod.text.OneLine;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes an incident's readings over time as lines that are drawn with characters. */
final class HistoryText {

  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int LONGEST = 60;
  private static final double EXACT = 1e15;

  private HistoryText() {}

  /** Gives the lines; none where it has no readings over time and says nothing of them. */
  static List<String> of(DumpAnalysis analysis) {
    History history = analysis.getStatus() == null ? null : analysis.getStatus().history();
    if (history == null) {
      return List.of();
    }
    List<String> text = new ArrayList<>();
    if (history.lines() != null && !history.lines().isEmpty()) {
      text.add(
          "Readings from %s to %s, a bar every %s; | is where the rule began to hold"
              .formatted(clock(history.from()), clock(history.heldTo()), history.step()));
      String pod = analysis.getSpec().podName();
      int mark = mark(history);
      history.lines().forEach(line -> text.add(line(line, pod, mark)));
    }
    if (history.message() != null) {
      text.add(history.message());
    }
    return text;
  }

  private static String line(HistoryLine line, String pod, int mark) {
    List<Double> values = ValueText.read(line.values());
    String name = line.pod().equals(pod) ? cut(line.metric()) : "  beside it, " + cut(line.pod());
    double last = values.isEmpty() ? Double.NaN : values.getLast();
    return "  %s  %s  %s".formatted(bars(values, mark), name, number(last));
  }

  /** Bars as high as the values are between the least and the most of them. */
  static String bars(List<Double> values, int mark) {
    var finite = values.stream().filter(Double::isFinite).mapToDouble(v -> v).summaryStatistics();
    double range = finite.getMax() - finite.getMin();
    var bars = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      bars.append(i == mark ? "|" : "").append(bar(values.get(i), finite.getMin(), range));
    }
    return bars.toString();
  }

  private static char bar(double value, double least, double range) {
    if (!Double.isFinite(value)) {
      return ' ';
    }
    if (range <= 0 || !Double.isFinite(range)) {
      return BARS.charAt(BARS.length() / 2);
    }
    double share = (value - least) / range;
    return BARS.charAt((int) Math.round(share * (BARS.length() - 1)));
  }

  /** The first point at which the rule held; -1 where that is not told. */
  private static int mark(History history) {
    try {
      Instant from = Instant.parse(String.valueOf(history.from()));
      Instant held = Instant.parse(String.valueOf(history.heldFrom()));
      long step = Durations.parse(String.valueOf(history.step())).toSeconds();
      return step <= 0 ? -1 : (int) Math.ceilDiv(Duration.between(from, held).toSeconds(), step);
    } catch (DateTimeException | IllegalArgumentException none) {
      return -1;
    }
  }

  private static String clock(@Nullable String at) {
    return at == null ? "?" : at.replaceAll(".*T|Z$", "");
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "none at last";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT;
    return whole
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.3g" : "%.2f", value);
  }

  private static String cut(String name) {
    return OneLine.of(name).within(LONGEST).text();
  }
}
