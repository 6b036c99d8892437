package dev.stuckpod.cli;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.Finding;
import dev.stuckpod.crds.v1alpha1.Participant;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a finished DumpAnalysis for a person. */
public final class AnalysisText {

  private AnalysisText() {}

  /** Writes verdict, cause and every finding with its evidence; or why there is none. */
  public static void write(DumpAnalysis analysis, PrintWriter out) {
    DumpAnalysisStatus status = analysis.getStatus();
    if (status == null || status.verdict() == null) {
      for (String type : List.of("Captured", "Analyzed")) {
        AnalysisFollower.condition(analysis, type).ifPresent(c -> condition(c, out));
      }
      return;
    }
    out.println(status.verdict() + " (" + status.confidence() + "): " + status.cause());
    if (status.summary() != null && status.summary().routines() != null) {
      out.println(
          status.summary().routines()
              + " routines, "
              + status.summary().uniqueStacks()
              + " unique stacks, "
              + status.summary().idle()
              + " idle");
    }
    list(status.findings()).forEach(finding -> finding(finding, out));
  }

  private static void condition(Condition condition, PrintWriter out) {
    out.println(
        condition.getType()
            + "="
            + condition.getStatus()
            + " "
            + condition.getReason()
            + ": "
            + condition.getMessage());
  }

  private static void finding(Finding finding, PrintWriter out) {
    out.println();
    out.println(finding.title() + " [" + finding.rule() + ", " + finding.confidence() + "]");
    line("  ", finding.explanation(), out);
    for (Participant who : list(finding.participants())) {
      out.println(
          "  %-14s %5sx %s (%s) [%s]"
              .formatted(who.role(), who.count(), who.function(), who.location(), who.state()));
    }
    for (String evidence : list(finding.evidence())) {
      line("  - ", evidence, out);
    }
    line("  What to change: ", finding.suggestion(), out);
  }

  private static void line(String start, @Nullable String text, PrintWriter out) {
    if (text != null && !text.isEmpty()) {
      out.println(start + text);
    }
  }

  private static <T> List<T> list(@Nullable List<T> present) {
    return present == null ? List.of() : present;
  }
}
