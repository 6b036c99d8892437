package dev.stuckpod.e2e;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.RawDumpSpec;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of a capture.
 *
 * @param signals that the sidecar says it has sent
 * @param restarts of the app's container
 * @param defects what must not be
 */
record FaultEnd(
    FaultRow row, DumpAnalysis analysis, long signals, int restarts, Set<Defect> defects) {

  static final String HEAD =
      """
      | Way, step: what happens | Captured | Analyzed | after | dumps | signals | restarts |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  /** What must never be. */
  enum Defect {
    SENT_TWICE("signals sent twice"),
    LOST("dumps lost that could be had"),
    HALF_DONE("half-done"),
    SILENT("silent"),
    ESCALATED("signals sent for a trouble of ours"),
    UNTRUE("restarts that are not told");

    private final String label;

    Defect(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** Looks at what there is at the end. */
  static FaultEnd of(Scenario scenario, FaultRow row, DumpAnalysis analysis, String podUid) {
    boolean samePod =
        scenario.pods("hub").stream().anyMatch(p -> p.getMetadata().getUid().equals(podUid));
    long signals = samePod ? scenario.signals("hub") : 0;
    int restarts = samePod ? scenario.container("hub").getRestartCount() : 0;
    var defects = EnumSet.noneOf(Defect.class);
    if (signals > 1 || restarts > 1) {
      defects.add(Defect.SENT_TWICE);
    }
    boolean harmless = restarts == 0 && captured(analysis).getReason().equals("SignalUnknown");
    if (Scenario.dumps(analysis).isEmpty() && row.canBeHad() && !harmless) {
      defects.add(Defect.LOST);
    }
    boolean open = Scenario.attempts(analysis).stream().anyMatch(a -> a.outcome() == null);
    if (open || !isWhole(kept(scenario), Scenario.dumps(analysis))) {
      defects.add(Defect.HALF_DONE);
    }
    if (Stream.of("Captured", "Analyzed").anyMatch(type -> isSilent(analysis, type))) {
      defects.add(Defect.SILENT);
    }
    if (row.way() == FaultRow.Way.MEMORY && signals + restarts > 0) {
      defects.add(Defect.ESCALATED);
    }
    var capture = analysis.getStatus().capture();
    boolean told = capture != null && Boolean.TRUE.equals(capture.containerRestarted());
    if (restarts == 1 && !told) {
      defects.add(Defect.UNTRUE);
    }
    return new FaultEnd(row, analysis, signals, restarts, defects);
  }

  /** The end of a table: how many rows there are, and how often there was what must never be. */
  static String tally(List<FaultEnd> ends) {
    return Stream.of(Defect.values())
        .map(
            defect ->
                "%s %d"
                    .formatted(
                        defect.label(),
                        ends.stream().filter(end -> end.defects().contains(defect)).count()))
        .collect(Collectors.joining(", ", "\nOf %d rows: ".formatted(ends.size()), ".\n"));
  }

  /** A row of the table. */
  String line() {
    Condition analyzed = condition(analysis, "Analyzed");
    Duration after =
        Duration.between(
            Instant.parse(analysis.getMetadata().getCreationTimestamp()),
            Instant.parse(analyzed.getLastTransitionTime()));
    String bad =
        defects.stream().map(defect -> " **" + defect.label() + "**").collect(Collectors.joining());
    return "| %s%s | %s | %s | %d s | %s | %d | %d |\n"
        .formatted(
            row.name(),
            bad,
            captured(analysis).getReason(),
            analyzed.getReason(),
            after.toSeconds(),
            dumps(),
            signals,
            restarts);
  }

  private String dumps() {
    return Scenario.dumps(analysis).isEmpty()
        ? "0"
        : Scenario.dumps(analysis).stream()
            .map(
                dump ->
                    "%,d goroutines%s"
                        .formatted(
                            dump.routines(), Boolean.TRUE.equals(dump.complete()) ? "" : ", cut"))
            .collect(Collectors.joining("; "));
  }

  /** All that is said of it, for whoever looks into it. */
  String story() {
    return captured(analysis).getMessage()
        + " "
        + condition(analysis, "Analyzed").getMessage()
        + " "
        + Scenario.attempts(analysis)
        + " "
        + Scenario.dumps(analysis).stream().map(DumpInfo::problems).toList();
  }

  private static boolean isSilent(DumpAnalysis analysis, String type) {
    Condition condition = condition(analysis, type);
    return condition.getMessage() == null
        || condition.getMessage().isBlank()
        || Set.of("Pending", "Running").contains(condition.getReason());
  }

  private static Map<String, List<RawDumpSpec>> kept(Scenario scenario) {
    return scenario
        .client()
        .resources(RawDump.class)
        .inNamespace(scenario.namespace())
        .list()
        .getItems()
        .stream()
        .map(RawDump::getSpec)
        .collect(Collectors.groupingBy(RawDumpSpec::dump));
  }

  /** Every dump is there with all its parts, and no part is there that belongs to none. */
  private static boolean isWhole(Map<String, List<RawDumpSpec>> kept, List<DumpInfo> dumps) {
    Set<String> named =
        dumps.stream()
            .filter(dump -> dump.rawDumpRef() != null)
            .map(dump -> dump.rawDumpRef().name())
            .collect(Collectors.toSet());
    return kept.keySet().equals(named)
        && kept.values().stream().allMatch(parts -> parts.size() == parts.getFirst().parts());
  }

  private static Condition captured(DumpAnalysis analysis) {
    return condition(analysis, "Captured");
  }

  private static Condition condition(DumpAnalysis analysis, String type) {
    return Scenario.condition(analysis, type).orElseThrow();
  }
}
