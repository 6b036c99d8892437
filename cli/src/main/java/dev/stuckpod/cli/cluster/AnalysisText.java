package dev.stuckpod.cli.cluster;

import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.status.Explanation;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Writes a finished DumpAnalysis for a person. */
public final class AnalysisText {

  private AnalysisText() {}

  /** Writes verdict, cause and every finding with its evidence; or why there is none. */
  public static void write(DumpAnalysis analysis, Console out) {
    DumpAnalysisStatus status = analysis.getStatus();
    if (status == null || status.verdict() == null) {
      for (String type : List.of("Captured", "Analyzed")) {
        AnalysisFollower.condition(analysis, type).ifPresent(c -> condition(c, out));
      }
      return;
    }
    out.print(PlainText.of(Explanation.of(status), Terminal.layout()));
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
