package dev.stuckpod.operator.decide;

import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Rule;
import java.util.Optional;

/** Whether every metric has series for the pod, from a target that is the pod's own and is up. */
final class Presence {

  private Presence() {}

  static Optional<Unknown> missing(Rule.Clauses rule, PodFacts pod, Work own) {
    return absent(rule, pod, own).or(() -> target(rule, own));
  }

  private static Optional<Unknown> absent(Rule.Clauses rule, PodFacts pod, Work own) {
    for (Rule.Use use : rule.uses()) {
      Facts facts = own.of(use.metric());
      if (facts.get(Fact.Count).isEmpty() && own.target().get(Fact.Scraped).orElse(1) == 0) {
        return unknown(
            Reason.TargetDown,
            "Metric %s has no series for pod %s because its scrapes fail: up is 0."
                .formatted(use.metric(), pod.name()));
      }
      if (facts.get(Fact.Count).isEmpty()) {
        return unknown(
            Reason.MetricAbsent,
            "Metric %s has no series for pod %s, container %s: check its name and labels%s."
                .formatted(
                    use.metric(),
                    pod.name(),
                    pod.container(),
                    use.role() == Rule.Role.Counter ? ", or it has not been incremented yet" : ""));
      }
    }
    return Optional.empty();
  }

  private static Optional<Unknown> target(Rule.Clauses rule, Work own) {
    for (Rule.Use use : rule.uses()) {
      Facts facts = own.of(use.metric());
      if (facts.sum(Fact.Foreign) > 0) {
        return unknown(
            Reason.ForeignSeries,
            "%s series of %s claim the pod and come from a target whose own labels name another, or none: they prove nothing."
                .formatted(Numbers.format(facts.sum(Fact.Foreign)), use.metric()));
      }
      if (facts.get(Fact.Up).isEmpty()) {
        return unknown(
            Reason.TargetUnknown,
            "No up series has the job and instance of %s: its target is gone, or the series has lost these labels."
                .formatted(use.metric()));
      }
      if (facts.get(Fact.Up).getAsDouble() != 1) {
        return unknown(
            Reason.TargetDown,
            "The last scrape of the target of %s failed: up is 0.".formatted(use.metric()));
      }
      if (facts.get(Fact.Value).isEmpty()) {
        return unknown(
            Reason.MetricAbsent,
            "Metric %s had series for the pod and has none now.".formatted(use.metric()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Unknown> unknown(Reason reason, String message) {
    return Optional.of(new Unknown(reason, message));
  }
}
