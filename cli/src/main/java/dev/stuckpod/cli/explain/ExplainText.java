package dev.stuckpod.cli.explain;

import dev.stuckpod.cli.explain.Told.Happened;
import dev.stuckpod.cli.explain.Told.OfPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import org.jspecify.annotations.Nullable;

/** Writes for a person why a pod fires, or not. */
final class ExplainText {

  private final ScreenText.Page page;

  private ExplainText(Layout layout) {
    page = new ScreenText.Page(layout);
  }

  static ScreenText of(Told told, Layout layout) {
    var text = new ExplainText(layout);
    text.write(told);
    return text.page.text();
  }

  private void write(Told told) {
    if (told.policies().isEmpty()) {
      page.line(
          "No StuckPolicy of namespace %s selects pod %s (of %d there), so nothing watches it."
              .formatted(told.namespace(), told.pod(), told.others()));
    }
    told.policies().forEach(policy -> policy(policy, told.asOf()));
    if (!told.events().isEmpty()) {
      page.line("Events of the pod:");
    }
    for (Happened event : told.events()) {
      page.line("  %s %s: %s".formatted(event.at(), event.reason(), event.note()));
    }
  }

  private void policy(OfPolicy policy, @Nullable String asOf) {
    page.line(
        "Policy %s, mode %s: ".formatted(policy.policy(), policy.mode()),
        asOf == null || policy.explanation() == null
            ? headline(policy.explanation())
            : headline(policy.explanation(), asOf));
    if (policy.ready() != null) {
      page.line("  The policy is not Ready: " + policy.ready());
    }
    if (policy.why() != null) {
      page.line("  " + policy.why());
      page.line(
          policy.known() == null
              ? "  Its status does not name the pod: it is stuck, fine, or not among the first 20."
              : "  Its status says: " + policy.known());
    }
    if (policy.explanation() != null) {
      explanation(policy.explanation());
    }
    if (!policy.analyses().isEmpty()) {
      page.line("  DumpAnalyses of this pod: " + String.join(", ", policy.analyses()));
    }
  }

  private static String headline(@Nullable Explanation told) {
    if (told == null) {
      return "no answer";
    }
    if (told.rules().stream().noneMatch(rule -> "Stuck".equals(rule.value()))) {
      boolean unknown = told.rules().stream().anyMatch(rule -> "Unknown".equals(rule.value()));
      return told.rules().isEmpty() || unknown
          ? "does not fire, because it cannot be told"
          : "does not fire";
    }
    return told.stuckSince() == null
        ? "stuck; fires when it has been for " + told.holdsFor()
        : "stuck since %s; fires when it has been for %s"
            .formatted(told.stuckSince(), told.holdsFor());
  }

  private static String headline(Explanation told, String asOf) {
    if (told.rules().stream().anyMatch(rule -> "Stuck".equals(rule.value()))) {
      return "counted as stuck at %s; fires what has been for %s".formatted(asOf, told.holdsFor());
    }
    return told.rules().isEmpty()
            || told.rules().stream().anyMatch(rule -> "Unknown".equals(rule.value()))
        ? "did not fire at %s, because it could not be told".formatted(asOf)
        : "did not fire at " + asOf;
  }

  private void explanation(Explanation told) {
    if (told.held() != null) {
      page.line("  %s: %s".formatted(told.held().reason(), told.held().message()));
    }
    told.rules().forEach(rule -> RuleText.write(page, rule));
  }
}
