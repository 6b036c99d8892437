package dev.stuckpod.analysis.report;

import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Writes an analysis for a person at a terminal. */
public final class PlainText {

  /** Frames shown of a stack: enough to recognise it; the dump has the rest. */
  private static final int FRAMES = 4;

  private static final int STACKS = 5;
  private static final int LINKS = 3;
  private static final int BLOCKERS = 8;

  private ScreenText.Page page;

  private PlainText(Layout layout) {
    this.page = new ScreenText.Page(layout);
  }

  /** Writes for a pipe or a file; see {@link #of(Analysis, Layout)}. */
  public static ScreenText of(Analysis analysis) {
    return of(analysis, Layout.PLAIN);
  }

  /** Writes all of it at once; see {@link #write}. */
  public static ScreenText of(Analysis analysis, Layout layout) {
    var text = new PlainText(layout);
    text.all(analysis, () -> {});
    return text.page.text();
  }

  /**
   * Writes what failed, verdict, cause and every finding with its evidence, then the largest busy
   * stacks.
   *
   * @param to is given it piece by piece: a dump that is made for it has thousands of findings
   */
  public static void write(Analysis analysis, Layout layout, Consumer<ScreenText> to) {
    var text = new PlainText(layout);
    text.all(
        analysis,
        () -> {
          to.accept(text.page.text());
          text.page = new ScreenText.Page(layout);
        });
    to.accept(text.page.text());
  }

  private void all(Analysis analysis, Runnable afterEach) {
    analysis.crashes().forEach(crash -> line(crash.said()));
    page.line(analysis.headline(), ": " + analysis.cause());
    head(analysis);
    for (Finding finding : analysis.findings()) {
      finding(finding, analysis.cause());
      afterEach.run();
    }
    blockers(analysis);
    stacks(analysis);
  }

  private void head(Analysis analysis) {
    Analysis.RuntimeInfo runtime = analysis.runtime();
    Analysis.Summary summary = analysis.summary();
    line(
        "%s: %d %s, %d unique stacks, %d idle; the dump is %s"
            .formatted(
                runtime.version() == null || runtime.version().isEmpty()
                    ? runtime.name()
                    : runtime.name() + " " + runtime.version(),
                summary.routines(),
                routines(runtime),
                summary.uniqueStacks(),
                summary.idle(),
                analysis.complete() ? "complete" : "not complete"));
    Analysis.Series series = analysis.series();
    if (series != null) {
      line(
          "%d dumps: %d %s stayed where they were, %d moved, %d are new, %d have ended"
              .formatted(
                  series.dumps(),
                  series.stayed(),
                  routines(runtime),
                  series.moved(),
                  series.started(),
                  series.ended()));
    }
    analysis.problems().forEach(problem -> line("  ! %s".formatted(problem)));
  }

  /** Gives what a runtime calls several of what its dumps list. */
  public static String routines(Analysis.RuntimeInfo runtime) {
    return switch (runtime.name()) {
      case "go" -> "goroutines";
      case "hotspot" -> "threads";
      default -> "routines";
    };
  }

  private void finding(Finding finding, String told) {
    line("");
    String title = finding.title().equals(told) ? "" : ": " + finding.title();
    line("%s, %s%s".formatted(finding.rule(), finding.confidence(), title));
    if (!finding.explanation().isEmpty()) {
      line("  %s".formatted(finding.explanation()));
    }
    for (Finding.Participant who : finding.participants()) {
      line(
          "  %-14s %5d x %s (%s) [%s], e.g. %s"
              .formatted(
                  who.role().label(),
                  who.count(),
                  Told.withoutPath(who.function()),
                  who.location(),
                  who.state(),
                  who.example()));
    }
    finding.participants().stream()
        .map(Finding.Participant::source)
        .filter(Objects::nonNull)
        .distinct()
        .limit(LINKS)
        .forEach(source -> line("  " + source));
    finding.evidence().forEach(evidence -> line("  - %s".formatted(evidence)));
    if (!finding.suggestion().isEmpty()) {
      line("  What to change: %s".formatted(finding.suggestion()));
    }
  }

  private void stacks(Analysis analysis) {
    line("");
    line("The largest groups that are not idle:");
    analysis.stacks().stream().filter(stack -> !stack.idle()).limit(STACKS).forEach(this::stack);
  }

  private void stack(Analysis.Stack stack) {
    line(
        "  %5d x [%s]%s %s"
            .formatted(
                stack.count(),
                stack.state(),
                stack.waitMinutes() > 0 ? " up to %d min".formatted(stack.waitMinutes()) : "",
                Told.calls(stack, FRAMES)));
  }

  private void blockers(Analysis analysis) {
    List<Analysis.Blocker> blockers = analysis.blockers();
    if (blockers == null) {
      return;
    }
    line("");
    line("Who blocks whom:");
    blockers.stream().limit(BLOCKERS).forEach(b -> Told.blocker(b).forEach(l -> line("  " + l)));
    if (blockers.size() > BLOCKERS) {
      line("  and %d more at least".formatted(blockers.size() - BLOCKERS));
    }
  }

  private void line(String line) {
    page.line(line);
  }
}
