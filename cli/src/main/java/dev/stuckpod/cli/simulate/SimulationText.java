package dev.stuckpod.cli.simulate;

import dev.stuckpod.cli.explain.RuleText;
import dev.stuckpod.cli.simulate.Told.Fired;
import dev.stuckpod.cli.simulate.Told.OfRule;
import dev.stuckpod.operator.replay.Outcome;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import java.util.List;
import java.util.Locale;

/** Writes for a person when a policy would have fired. */
final class SimulationText {

  private static final int MOST_REASONS = 4;

  private final ScreenText.Page page;

  private SimulationText(Layout layout) {
    page = new ScreenText.Page(layout);
  }

  static ScreenText of(Told told, Layout layout) {
    var text = new SimulationText(layout);
    text.write(told);
    return text.page.text();
  }

  private void write(Told told) {
    page.line(
        "Policy %s, from %s to %s, judged every %s: "
            .formatted(told.policy(), told.from(), told.until(), told.step()),
        headline(told));
    if (told.stopped() != null) {
      page.line("It was judged no further: " + told.stopped());
    }
    told.firings().forEach(this::firing);
    told.rules().forEach(rule -> rule(rule, told.firings()));
    told.notKnown().forEach(page::line);
    page.line(
        "%s, %d of them gone; %s to %s in %d s."
            .formatted(
                count(told.pods().all(), "pod"),
                told.pods().gone(),
                count(told.cost().questions(), "question"),
                told.cost().source(),
                told.cost().seconds()));
  }

  private static String headline(Told told) {
    int fired = told.firings().size();
    return fired == 0
        ? "would not have fired"
        : "would have fired %s for %s"
            .formatted(
                count(fired, "time"),
                count(told.firings().stream().map(Fired::pod).distinct().count(), "pod"));
  }

  private void firing(Fired fired) {
    page.line(
        "%s %s: ".formatted(fired.at(), fired.pod()),
        "would have fired by rule %s, stuck from %s to %s%s"
            .formatted(
                fired.rule().rule(),
                fired.since(),
                fired.until(),
                fired.also().isEmpty() ? "" : "; also held: " + String.join(", ", fired.also())));
    RuleText.write(page, fired.rule());
  }

  /** One of those that hold together is named in a firing; that the others hold is no less true. */
  private void rule(OfRule rule, List<Fired> firings) {
    long beside = firings.stream().filter(one -> one.also().contains(rule.rule())).count();
    page.line(
        "Rule %s: ".formatted(rule.rule()),
        "fired %s for %s%s; could not tell for %s of the time"
            .formatted(
                count(rule.fired(), "time"),
                count(rule.pods(), "pod"),
                beside == 0
                    ? ""
                    : ", and held %s when another did".formatted(count(beside, "time")),
                percent(rule.unknownShare())));
    for (Outcome.Unknown why : rule.unknown().stream().limit(MOST_REASONS).toList()) {
      page.line("  %s  %s: %s".formatted(percent(why.share()), why.reason(), why.example()));
    }
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String percent(double share) {
    return share > 0 && share < 0.001
        ? "less than 0.1 %"
        : String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
