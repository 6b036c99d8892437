package dev.stuckpod.analysis.report;

import static dev.stuckpod.text.MarkdownText.code;
import static dev.stuckpod.text.MarkdownText.prose;

import dev.stuckpod.text.MarkdownText;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes an analysis as Markdown (GitHub's flavour), to paste into an issue or a chat. */
public final class Markdown {

  private static final int FRAMES = 20;
  private static final int STACKS = 10;
  private static final int BLOCKERS = 8;

  private final MarkdownText.Page page = new MarkdownText.Page();

  private Markdown() {}

  /**
   * Writes what failed, verdict, cause, every finding with its evidence, then the largest busy
   * stacks.
   *
   * @param name what was analysed, for the heading; null without one
   */
  public static MarkdownText of(Analysis analysis, @Nullable String name) {
    var text = new Markdown();
    text.page.heading(2, analysis.headline() + (name == null ? "" : ": " + name)).gap();
    if (!analysis.crashes().isEmpty()) {
      analysis.crashes().forEach(crash -> text.page.item(crash.said()));
      text.page.gap();
    }
    text.page.line(prose(analysis.cause()).strong()).gap();
    text.summary(analysis);
    analysis.findings().forEach(text::finding);
    text.blockers(analysis);
    text.stacks(analysis);
    return text.page.text();
  }

  private void summary(Analysis analysis) {
    Analysis.RuntimeInfo runtime = analysis.runtime();
    Analysis.Summary summary = analysis.summary();
    String version = runtime.version() == null ? "" : " " + runtime.version();
    page.line(
        prose(
            "%s%s: %d %s, %d unique stacks, %d idle; the dump is %s."
                .formatted(
                    runtime.name(),
                    version,
                    summary.routines(),
                    PlainText.routines(runtime),
                    summary.uniqueStacks(),
                    summary.idle(),
                    analysis.complete() ? "complete" : "not complete")));
    if (!analysis.problems().isEmpty()) {
      page.gap();
      analysis.problems().forEach(page::item);
    }
  }

  private void finding(Finding finding) {
    page.gap().heading(3, "%s, %s".formatted(finding.rule(), finding.confidence()));
    page.gap().line(prose(finding.title()));
    if (!finding.explanation().isEmpty()) {
      page.gap().line(prose(finding.explanation()));
    }
    page.gap().head("role", ":count", "function", "line", "state", "for example");
    for (Finding.Participant who : finding.participants()) {
      page.row(
          prose(who.role().label()),
          prose(String.valueOf(who.count())),
          code(who.function()),
          linked(who),
          code(who.state()),
          code(who.example()));
    }
    page.gap();
    finding.evidence().forEach(page::item);
    if (!finding.suggestion().isEmpty()) {
      page.gap().line(prose("What to change: " + finding.suggestion()));
    }
  }

  private static MarkdownText linked(Finding.Participant who) {
    MarkdownText line = code(who.location());
    return who.source() == null ? line : MarkdownText.link(line, who.source());
  }

  private void blockers(Analysis analysis) {
    List<Analysis.Blocker> blockers = analysis.blockers();
    if (blockers == null) {
      return;
    }
    page.gap().heading(3, "Who blocks whom").gap();
    blockers.stream()
        .limit(BLOCKERS)
        .forEach(b -> page.item(String.join("; ", Told.blocker(b)).replace("  ", "")));
    if (blockers.size() > BLOCKERS) {
      page.item("and %d more at least".formatted(blockers.size() - BLOCKERS));
    }
  }

  private void stacks(Analysis analysis) {
    Stream<String> largest =
        analysis.stacks().stream()
            .filter(stack -> !stack.idle())
            .limit(STACKS)
            .flatMap(Markdown::stack);
    page.gap().details("The largest groups that are not idle", largest.toList());
  }

  private static Stream<String> stack(Analysis.Stack stack) {
    return Stream.concat(
        Stream.of("%d x [%s] %s".formatted(stack.count(), stack.state(), Told.calls(stack, 1))),
        stack.frames().stream()
            .limit(FRAMES)
            .map(f -> "    %s (%s:%d)".formatted(f.function(), f.file(), f.line())));
  }
}
