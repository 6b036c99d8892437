package dev.stuckpod.status;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import java.util.List;
import java.util.stream.Stream;

/** The other way: what {@link Listing} has written, as an analysis again. */
final class ReadBack {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ReadBack() {}

  /** A status has the names of the analysis' JSON; what the dump lacked stands with the dump. */
  static Analysis of(DumpAnalysisStatus status) {
    List<DumpInfo> dumps = status.dumps() == null ? List.of() : status.dumps();
    ObjectNode json = MAPPER.valueToTree(status);
    json.put("schema", Analysis.SCHEMA);
    if (json.path("blockers").isEmpty()) {
      json.remove("blockers"); // an analysis that names nobody has none
    }
    json.put("complete", dumps.stream().allMatch(d -> Boolean.TRUE.equals(d.complete())));
    json.set(
        "problems",
        MAPPER.valueToTree(
            dumps.stream()
                .map(DumpInfo::problems)
                .flatMap(problems -> problems == null ? Stream.<String>of() : problems.stream())
                .toList()));
    return MAPPER.convertValue(json, Analysis.class);
  }
}
