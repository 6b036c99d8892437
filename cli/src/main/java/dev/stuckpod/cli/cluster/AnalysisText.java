package dev.stuckpod.cli.cluster;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Writes a finished DumpAnalysis for a person. */
public final class AnalysisText {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

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
    out.print(PlainText.of(explanation(status), Terminal.layout()));
  }

  /** A status has the names of the analysis' JSON; what the dump lacked stands with the dump. */
  private static Analysis explanation(DumpAnalysisStatus status) {
    List<DumpInfo> dumps = status.dumps() == null ? List.of() : status.dumps();
    ObjectNode json = MAPPER.valueToTree(status);
    json.put("schema", Analysis.SCHEMA);
    json.put("complete", dumps.stream().allMatch(d -> Boolean.TRUE.equals(d.complete())));
    json.set(
        "problems",
        MAPPER.valueToTree(
            dumps.stream()
                .map(DumpInfo::problems)
                .flatMap(
                    problems -> problems == null ? List.<String>of().stream() : problems.stream())
                .toList()));
    return MAPPER.convertValue(json, Analysis.class);
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
