package dev.stuckpod.cli.explain;

import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.ClauseNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.RuleNow;
import dev.stuckpod.text.ScreenText;
import java.util.List;
import java.util.function.Function;

/** Writes what a rule comes to, clause by clause. */
public final class RuleText {

  private RuleText() {}

  /** Adds it to a page. */
  public static void write(ScreenText.Page page, RuleNow rule) {
    page.line(
        "  Rule %s, window %s, read at %s: ".formatted(rule.rule(), rule.window(), rule.at()),
        "%s (%s)".formatted(rule.value(), rule.reason()));
    clauses(page, rule.clauses());
    page.line("    " + rule.message());
  }

  private static void clauses(ScreenText.Page page, List<ClauseNow> clauses) {
    int clause = width(clauses, ClauseNow::clause);
    int metric = Math.min(48, width(clauses, ClauseNow::metric));
    int value = width(clauses, ClauseNow::value);
    for (ClauseNow one : clauses) {
      page.line(
          "    %s  %s  %s  %s  %s"
              .formatted(
                  one.holds() ? "holds   " : "does not",
                  padded(one.clause(), clause),
                  padded(one.metric(), metric),
                  padded(one.value(), value),
                  one.threshold())
              .stripTrailing());
    }
  }

  private static int width(List<ClauseNow> clauses, Function<ClauseNow, String> cell) {
    return clauses.stream().map(cell).mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - cell.length()));
  }
}
