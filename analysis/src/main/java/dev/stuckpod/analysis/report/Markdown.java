package dev.stuckpod.analysis.report;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes an analysis as Markdown (GitHub's flavour), to paste into an issue or a chat. */
public final class Markdown {

  private static final int FRAMES = 20;
  private static final int STACKS = 10;

  private final StringBuilder text = new StringBuilder();

  private Markdown() {}

  /**
   * Writes verdict, cause, every finding with its evidence, then the largest busy stacks.
   *
   * @param name what was analysed, for the heading; null without one
   */
  public static String of(Analysis analysis, @Nullable String name) {
    var page = new Markdown();
    page.line(
        "## %s (%s)%s"
            .formatted(
                analysis.verdict(), analysis.confidence(), name == null ? "" : ": " + plain(name)));
    page.line("");
    page.line("**%s**".formatted(plain(analysis.cause())));
    page.line("");
    page.summary(analysis);
    analysis.findings().forEach(page::finding);
    page.stacks(analysis);
    return page.text.toString();
  }

  private void summary(Analysis analysis) {
    Analysis.RuntimeInfo runtime = analysis.runtime();
    Analysis.Summary summary = analysis.summary();
    String version = runtime.version() == null ? "" : " " + runtime.version();
    line(
        "%s%s: %d routines, %d unique stacks, %d idle; the dump is %s."
            .formatted(
                runtime.name(),
                version,
                summary.routines(),
                summary.uniqueStacks(),
                summary.idle(),
                analysis.complete() ? "complete" : "not complete"));
    if (!analysis.problems().isEmpty()) {
      line("");
      analysis.problems().forEach(problem -> line("- " + plain(problem)));
    }
  }

  private void finding(Finding finding) {
    line("");
    line("### %s, %s".formatted(finding.rule(), finding.confidence()));
    line("");
    line(plain(finding.title()));
    if (!finding.explanation().isEmpty()) {
      line("");
      line(plain(finding.explanation()));
    }
    line("");
    line("| role | count | function | line | state | for example |");
    line("|---|---:|---|---|---|---|");
    for (Finding.Participant who : finding.participants()) {
      line(
          "| %s | %d | %s | %s | %s | %s |"
              .formatted(
                  who.role().label(),
                  who.count(),
                  cell(who.function()),
                  linked(who),
                  cell(who.state()),
                  cell(who.example())));
    }
    line("");
    finding.evidence().forEach(evidence -> line("- " + plain(evidence)));
    if (!finding.suggestion().isEmpty()) {
      line("");
      line("What to change: " + plain(finding.suggestion()));
    }
  }

  private void stacks(Analysis analysis) {
    line("");
    line("<details><summary>The largest groups that are not idle</summary>");
    line("");
    line("```");
    analysis.stacks().stream()
        .filter(stack -> !stack.idle())
        .limit(STACKS)
        .forEach(
            stack ->
                line(
                    "%d x [%s]\n%s"
                        .formatted(
                            stack.count(),
                            fenced(stack.state()),
                            stack.frames().stream()
                                .limit(FRAMES)
                                .map(
                                    f ->
                                        fenced(
                                            "    %s (%s:%d)"
                                                .formatted(f.function(), f.file(), f.line())))
                                .collect(Collectors.joining("\n")))));
    line("```");
    line("");
    line("</details>");
  }

  /** What comes from a dump must not become markup. */
  private static String plain(String raw) {
    return raw.replaceAll("([\\\\`*_{}\\[\\]<>|#~])", "\\\\$1").replaceAll("[\\r\\n]+", " ");
  }

  private static String linked(Finding.Participant who) {
    String line = cell(who.location());
    return who.source() == null ? line : "[%s](%s)".formatted(line, who.source());
  }

  /** Code in a table: a bar or a backtick would end it. */
  private static String cell(String raw) {
    String code = raw.replace("`", "'").replace("|", "\\|").replaceAll("[\\r\\n]+", " ");
    return code.isEmpty() ? "" : "`" + code + "`";
  }

  private static String fenced(String raw) {
    return raw.replace("```", "'''");
  }

  private void line(String line) {
    text.append(PlainText.printable(line)).append('\n');
  }
}
