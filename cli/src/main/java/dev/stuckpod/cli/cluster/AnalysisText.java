package dev.stuckpod.cli.cluster;

import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sibling;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.status.Explanation;
import dev.stuckpod.status.Sightings;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a finished DumpAnalysis for a person. */
public final class AnalysisText {

  private AnalysisText() {}

  /**
   * Writes verdict, cause and every finding with its evidence, or why there is none; whether the
   * same was seen before; and how its readings were over time.
   */
  public static void write(DumpAnalysis analysis, Console out) {
    DumpAnalysisStatus status = analysis.getStatus();
    if (status == null || status.verdict() == null) {
      for (String type : List.of("Captured", "Analyzed")) {
        AnalysisFollower.condition(analysis, type).ifPresent(c -> condition(c, out));
      }
    } else {
      out.print(PlainText.of(Explanation.of(status), Terminal.layout()));
    }
    String before = Sightings.said(analysis);
    if (!before.isEmpty()) {
      out.line("");
      out.line(OneLine.of(before).text());
    }
    beside(status).forEach(line -> out.line(OneLine.of(line).text()));
    List<String> readings = HistoryText.of(analysis);
    if (!readings.isEmpty()) {
      out.line("");
      readings.forEach(out::line);
    }
  }

  /** What this pod has that another of its workload has not. */
  private static List<String> beside(@Nullable DumpAnalysisStatus status) {
    Sibling sibling = status == null ? null : status.sibling();
    if (sibling == null || sibling.message() == null) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Beside it: " + sibling.message());
    if (sibling.onlyHere() != null) {
      sibling.onlyHere().forEach(group -> lines.add("  " + group));
    }
    return lines;
  }

  /** Gives in a line of which pod it is, who has asked for it, and how it was taken. */
  public static String heading(DumpAnalysis analysis) {
    DumpAnalysisSpec spec = analysis.getSpec();
    String container = spec.container() == null ? "" : "/" + spec.container();
    String why =
        spec.trigger() == null || spec.trigger().rule() == null
            ? "on demand"
            : "noticed by " + spec.trigger().rule();
    List<DumpInfo> dumps = WholeDump.of(analysis);
    String taken =
        dumps.isEmpty()
            ? "no dump"
            : "%d dump%s by %s"
                .formatted(dumps.size(), dumps.size() == 1 ? "" : "s", dumps.getFirst().method());
    return "%s: pod %s%s, %s at %s, %s"
        .formatted(
            analysis.getMetadata().getName(),
            spec.podName(),
            container,
            why,
            analysis.getMetadata().getCreationTimestamp(),
            taken);
  }

  private static void condition(Condition condition, Console out) {
    out.line(
        condition.getType()
            + "="
            + condition.getStatus()
            + " "
            + condition.getReason()
            + ": "
            + condition.getMessage());
  }
}
