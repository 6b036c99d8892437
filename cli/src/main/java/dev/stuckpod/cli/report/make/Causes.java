package dev.stuckpod.cli.report.make;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found, with links to its lines. */
final class Causes {
  /** A dump that is made for it has thousands. */
  private static final int MOST = 20;

  private Causes() {}

  static List<Cause> of(Analysis analysis, Links links) {
    Map<String, Analysis.Line> lines = new HashMap<>();
    for (Analysis.Stack stack : analysis.stacks()) {
      for (Analysis.Line line : stack.frames()) {
        String location = new Frame(line.function(), line.file(), line.line()).location();
        lines.putIfAbsent(line.function() + " " + location, line);
      }
    }
    List<Cause> causes = new ArrayList<>();
    for (Finding finding : analysis.findings().stream().limit(MOST).toList()) {
      causes.add(
          new Cause(
              finding.title(),
              finding.rule(),
              finding.confidence().toString(),
              Headlines.tone(finding.verdict(), finding.confidence()),
              finding.explanation(),
              finding.participants().stream().map(one -> participant(one, lines, links)).toList(),
              finding.evidence(),
              finding.suggestion()));
    }
    return causes;
  }

  private static Cause.Participant participant(
      Finding.Participant one, Map<String, Analysis.Line> lines, Links links) {
    Analysis.Line line = lines.get(one.function() + " " + one.location());
    return new Cause.Participant(
        one.role().label(),
        one.count(),
        one.function(),
        one.location(),
        link(one, line, links),
        one.state(),
        one.example());
  }

  private static @Nullable String link(
      Finding.Participant one, Analysis.@Nullable Line line, Links links) {
    return one.source() != null || line == null
        ? one.source()
        : links.of(line.function(), line.file(), line.line());
  }
}
