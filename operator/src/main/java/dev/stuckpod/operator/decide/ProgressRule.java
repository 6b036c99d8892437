package dev.stuckpod.operator.decide;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Decision.Progressing;
import dev.stuckpod.operator.decide.Decision.Stuck;
import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges by a noProgress rule: first whether the readings can be relied on, then each clause, and
 * the first that does not hold ends it.
 */
final class ProgressRule {

  /** Rates are computed in floating point. */
  private static final double EPSILON = 1e-9;

  private final Rule.NoProgress rule;
  private final PodFacts pod;
  private final String window;
  private final List<Evidence> evidence = new ArrayList<>();

  ProgressRule(Rule.NoProgress rule, PodFacts pod) {
    this.rule = rule;
    this.pod = pod;
    this.window = Durations.format(rule.window());
  }

  /** Tells whether every clause holds, whether the readings can be relied on or not. */
  boolean holds(Work own) {
    return moves(own).isEmpty();
  }

  Decision decide(Work own, Neighbours siblings) {
    return Presence.missing(rule, pod, own)
        .or(() -> Coverage.missing(rule, own))
        .map(Decision.class::cast)
        .or(() -> moves(own))
        .or(() -> neverMoved(own, siblings))
        .orElseGet(() -> stuck(siblings));
  }

  private Optional<Decision> moves(Work own) {
    for (Load load : rule.load()) {
      var low = own.of(load.metric()).get(Fact.Min);
      if (low.isEmpty()) {
        return Optional.of(
            new Unknown(
                Reason.MetricAbsent,
                "No series of %s was there throughout the last %s."
                    .formatted(load.metric(), window)));
      }
      String least = Numbers.format(low.getAsDouble());
      String above = Numbers.format(load.above());
      if (!(low.getAsDouble() > load.above())) {
        return progressing(
            Reason.Idle,
            "%s was as low as %s in the last %s: it counts as work above %s."
                .formatted(load.metric(), least, window, above));
      }
      evidence(
          "while",
          load.metric(),
          least,
          "%s stayed at %s or more for %s: there is work (more than %s)."
              .formatted(load.metric(), least, window, above));
    }
    for (Counter counter : rule.counters()) {
      Optional<Decision> moves =
          switch (counter) {
            case Counter.AtMost atMost -> counts(atMost, own);
            case Counter.Ratio ratio -> flows(ratio, own);
          };
      if (moves.isPresent()) {
        return moves;
      }
    }
    for (Metric gauge : rule.frozen()) {
      double changes = own.of(gauge).sum(Fact.Changes);
      double turnover = own.of(gauge).sum(Fact.Turnover);
      if (changes > 0 || turnover > 0) {
        return progressing(
            Reason.GaugeMoves,
            "%s changed %s times in the last %s."
                .formatted(gauge, Numbers.format(changes + turnover), window));
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> counts(Counter.AtMost clause, Work own) {
    Facts facts = own.of(clause.metric());
    if (facts.sum(Fact.Resets) > 0) {
      return reset(clause.metric());
    }
    double rate = rate(facts);
    String perSecond = Numbers.format(rate) + "/s";
    String atMost = Numbers.format(clause.perSecond());
    if (!(rate <= clause.perSecond() + EPSILON)) {
      return progressing(
          Reason.CounterMoves,
          "%s grew by %s in the last %s: more than %s."
              .formatted(clause.metric(), perSecond, window, atMost));
    }
    evidence(
        "counters",
        clause.metric(),
        perSecond,
        "%s grew by %s for %s: at most %s counts as nothing."
            .formatted(clause.metric(), perSecond, window, atMost));
    return Optional.empty();
  }

  private Optional<Decision> flows(Counter.Ratio clause, Work own) {
    for (Metric metric : List.of(clause.out(), clause.in())) {
      if (own.of(metric).sum(Fact.Resets) > 0) {
        return reset(metric);
      }
    }
    double in = rate(own.of(clause.in()));
    double out = rate(own.of(clause.out()));
    if (!(in > EPSILON)) {
      return progressing(
          Reason.NothingArrives, "%s did not grow in the last %s.".formatted(clause.in(), window));
    }
    String ratio = Numbers.format(out / in);
    String atMost = Numbers.format(clause.atMost());
    String numbers =
        "%s grew by %s/s and %s by %s/s for %s"
            .formatted(clause.out(), Numbers.format(out), clause.in(), Numbers.format(in), window);
    if (!(out / in <= clause.atMost() + EPSILON)) {
      return progressing(
          Reason.CounterMoves, "%s: a part of %s, more than %s.".formatted(numbers, ratio, atMost));
    }
    evidence(
        "counters",
        clause.out(),
        ratio,
        "%s: a part of %s, at most %s counts as nothing.".formatted(numbers, ratio, atMost));
    return Optional.empty();
  }

  private Optional<Decision> neverMoved(Work own, Neighbours siblings) {
    for (Metric gauge : rule.frozen()) {
      Facts facts = own.of(gauge);
      String value = Numbers.format(facts.sum(Fact.Value));
      double moved = facts.sum(Fact.Moved);
      Optional<String> mover = siblings.mover(pod, gauge).map(Neighbours.Busy::pod);
      if (moved == 0 && mover.isEmpty()) {
        return Optional.of(
            new Unknown(
                Reason.NeverMoved,
                "%s stands at %s, but did not move before either, nor on another pod: a constant gauge proves nothing."
                    .formatted(gauge, value)));
      }
      evidence(
          "frozen",
          gauge,
          value,
          moved > 0
              ? "%s stood at %s for %s and had changed %s times before."
                  .formatted(gauge, value, window, Numbers.format(moved))
              : "%s stood at %s for %s while it moved on %s."
                  .formatted(gauge, value, window, mover.orElseThrow()));
    }
    return Optional.empty();
  }

  private Decision stuck(Neighbours siblings) {
    evidence.add(new Evidence("up", "up", "1", "The target answered its last scrape."));
    for (Counter counter : rule.counters()) {
      Metric metric =
          switch (counter) {
            case Counter.AtMost atMost -> atMost.metric();
            case Counter.Ratio ratio -> ratio.out();
          };
      siblings
          .grower(pod, metric, work -> rate(work.of(metric)), EPSILON)
          .ifPresent(
              sibling -> {
                String rate = Numbers.format(sibling.value()) + "/s";
                evidence(
                    "sibling",
                    metric,
                    rate,
                    "%s grew by %s on %s meanwhile.".formatted(metric, rate, sibling.pod()));
              });
    }
    String message =
        String.join(
            " ",
            evidence.stream()
                .filter(e -> !e.clause().equals("up"))
                .map(Evidence::message)
                .toList());
    return new Stuck(Reason.NoProgress, message, List.copyOf(evidence));
  }

  /** Growth a second; a series that appeared within the window has grown from nothing. */
  private double rate(Facts facts) {
    return facts.sum(Fact.Rate) + facts.sum(Fact.Born) * 1000 / rule.window().toMillis();
  }

  private Optional<Decision> reset(Metric metric) {
    return Optional.of(
        new Unknown(
            Reason.CounterReset,
            "%s was reset in the last %s: how much it grew is not known."
                .formatted(metric, window)));
  }

  private void evidence(String clause, Metric metric, String value, String message) {
    evidence.add(new Evidence(clause, metric.toString(), value, message));
  }

  private static Optional<Decision> progressing(Reason reason, String message) {
    return Optional.of(new Progressing(reason, message));
  }
}
