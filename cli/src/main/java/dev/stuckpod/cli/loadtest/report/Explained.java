package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Finding.Participant;
import dev.stuckpod.analysis.report.SourceLink;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.status.Explanation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of a pod's dump as it was written, with the links that a status has no room for.
 */
final class Explained {

  private Explained() {}

  /** Reads it back; empty where the pod has none, or it cannot be read. */
  static Optional<Analysis> of(Pod pod, Run run) {
    DumpAnalysis analysis =
        pod.dumpAnalysis() == null ? null : run.analyses().get(pod.dumpAnalysis());
    if (analysis == null
        || analysis.getStatus() == null
        || analysis.getStatus().verdict() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(linked(Explanation.of(analysis.getStatus())));
    } catch (IllegalArgumentException | NullPointerException ofAnotherVersion) {
      return Optional.empty();
    }
  }

  /** Stacks have whole paths, and a path may tell where the line is on the web. */
  private static Analysis linked(Analysis analysis) {
    return new Analysis(
        analysis.schema(),
        analysis.runtime(),
        analysis.complete(),
        analysis.problems(),
        analysis.summary(),
        analysis.verdict(),
        analysis.cause(),
        analysis.confidence(),
        analysis.findings().stream().map(finding -> linked(finding, analysis)).toList(),
        analysis.stacks(),
        analysis.series());
  }

  private static Finding linked(Finding finding, Analysis analysis) {
    List<Participant> participants =
        finding.participants().stream()
            .map(
                who ->
                    new Participant(
                        who.role(),
                        who.count(),
                        who.state(),
                        who.function(),
                        who.location(),
                        who.example(),
                        who.ids(),
                        who.source() == null ? link(who, analysis) : who.source()))
            .toList();
    return new Finding(
        finding.rule(),
        finding.kind(),
        finding.title(),
        finding.explanation(),
        finding.confidence(),
        finding.resource(),
        participants,
        finding.evidence(),
        finding.suggestion(),
        finding.guess(),
        finding.stated());
  }

  private static @Nullable String link(Participant who, Analysis analysis) {
    return analysis.stacks().stream()
        .flatMap(stack -> stack.frames().stream())
        .filter(frame -> frame.function().equals(who.function()))
        .filter(frame -> isAt(frame, who.location()))
        .map(frame -> SourceLink.of(frame.file(), frame.line()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** A location is the file without its folders, and the line. */
  private static boolean isAt(Analysis.Line frame, String location) {
    String file = frame.file().substring(frame.file().lastIndexOf('/') + 1);
    return location.substring(location.lastIndexOf('/') + 1).equals(file + ":" + frame.line());
  }
}
