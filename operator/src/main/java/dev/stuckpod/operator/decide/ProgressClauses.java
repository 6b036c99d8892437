package dev.stuckpod.operator.decide;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Decision.Progressing;
import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.util.Optional;

/** Holds clauses about work, counters and gauges against readings of a pod. */
final class ProgressClauses {

  /** Rates are computed in floating point. */
  static final double EPSILON = 1e-9;

  private static final String COUNTERS = "counters";
  private static final String FROZEN = "frozen";
  private static final String NO_CHANGE = "no change";

  private final Rule.Clauses rule;
  private final PodFacts pod;
  private final String window;

  ProgressClauses(Rule.Clauses rule, PodFacts pod) {
    this.rule = rule;
    this.pod = pod;
    this.window = Durations.format(rule.window());
  }

  Clause works(Load load, Work own) {
    Metric metric = load.metric();
    String above = Numbers.format(load.above());
    String threshold = "more than " + above;
    var low = own.of(metric).get(Fact.Min);
    if (low.isEmpty()) {
      return Clause.fails(
          "while",
          metric,
          "",
          threshold,
          new Unknown(
              Reason.MetricAbsent,
              "No series of %s was there throughout the last %s.".formatted(metric, window)));
    }
    String least = Numbers.format(low.getAsDouble());
    if (!(low.getAsDouble() > load.above())) {
      return Clause.fails(
          "while",
          metric,
          least,
          threshold,
          new Progressing(
              Reason.Idle,
              "%s was as low as %s in the last %s: it counts as work above %s."
                  .formatted(metric, least, window, above)));
    }
    return Clause.holds(
        "while",
        metric,
        least,
        threshold,
        "%s stayed at %s or more for %s: there is work (more than %s)."
            .formatted(metric, least, window, above));
  }

  Clause grows(Counter counter, Work own) {
    return switch (counter) {
      case Counter.AtMost atMost -> counts(atMost, own);
      case Counter.Ratio ratio -> flows(ratio, own);
    };
  }

  private Clause counts(Counter.AtMost clause, Work own) {
    Facts facts = own.of(clause.metric());
    double rate = rate(facts);
    String perSecond = Numbers.format(rate) + "/s";
    String atMost = Numbers.format(clause.perSecond());
    String threshold = "at most " + atMost + "/s";
    if (facts.sum(Fact.Resets) > 0) {
      return Clause.fails(COUNTERS, clause.metric(), "reset", threshold, reset(clause.metric()));
    }
    if (!(rate <= clause.perSecond() + EPSILON)) {
      return Clause.fails(
          COUNTERS,
          clause.metric(),
          perSecond,
          threshold,
          new Progressing(
              Reason.CounterMoves,
              "%s grew by %s in the last %s: more than %s."
                  .formatted(clause.metric(), perSecond, window, atMost)));
    }
    return Clause.holds(
        COUNTERS,
        clause.metric(),
        perSecond,
        threshold,
        "%s grew by %s for %s: at most %s counts as nothing."
            .formatted(clause.metric(), perSecond, window, atMost));
  }

  private Clause flows(Counter.Ratio clause, Work own) {
    String atMost = Numbers.format(clause.atMost());
    String threshold = "at most %s of %s".formatted(atMost, clause.in());
    for (Metric metric : clause.metrics()) {
      if (own.of(metric).sum(Fact.Resets) > 0) {
        return Clause.fails(COUNTERS, clause.out(), "reset", threshold, reset(metric));
      }
    }
    double in = rate(own.of(clause.in()));
    double out = rate(own.of(clause.out()));
    if (!(in > EPSILON)) {
      return Clause.fails(
          COUNTERS,
          clause.in(),
          "0/s",
          "more than 0/s",
          new Progressing(
              Reason.NothingArrives,
              "%s did not grow in the last %s.".formatted(clause.in(), window)));
    }
    String ratio = Numbers.format(out / in);
    String numbers =
        "%s grew by %s/s and %s by %s/s for %s"
            .formatted(clause.out(), Numbers.format(out), clause.in(), Numbers.format(in), window);
    if (!(out / in <= clause.atMost() + EPSILON)) {
      return Clause.fails(
          COUNTERS,
          clause.out(),
          ratio,
          threshold,
          new Progressing(
              Reason.CounterMoves,
              "%s: a part of %s, more than %s.".formatted(numbers, ratio, atMost)));
    }
    return Clause.holds(
        COUNTERS,
        clause.out(),
        ratio,
        threshold,
        "%s: a part of %s, at most %s counts as nothing.".formatted(numbers, ratio, atMost));
  }

  /** What shows that a gauge moves; empty where nothing does. */
  Optional<Clause> changes(Metric gauge, Work own) {
    double changes = own.of(gauge).sum(Fact.Changes);
    double turnover = own.of(gauge).sum(Fact.Turnover);
    if (!(changes > 0 || turnover > 0)) {
      return Optional.empty();
    }
    String times = Numbers.format(changes + turnover);
    return Optional.of(
        Clause.fails(
            FROZEN,
            gauge,
            times + " changes",
            NO_CHANGE,
            new Progressing(
                Reason.GaugeMoves,
                "%s changed %s times in the last %s.".formatted(gauge, times, window))));
  }

  /** A gauge that does not move now: whether it ever does. */
  Clause stands(Metric gauge, Work own, Neighbours siblings) {
    Facts facts = own.of(gauge);
    String value = Numbers.format(facts.sum(Fact.Value));
    double moved = facts.sum(Fact.Moved);
    Optional<String> mover = siblings.mover(pod, gauge).map(Neighbours.Busy::pod);
    if (moved == 0 && mover.isEmpty()) {
      return Clause.fails(
          FROZEN,
          gauge,
          value,
          NO_CHANGE,
          new Unknown(
              Reason.NeverMoved,
              "%s stands at %s, but did not move before either, nor on another pod: a constant gauge proves nothing."
                  .formatted(gauge, value)));
    }
    return Clause.holds(
        FROZEN,
        gauge,
        value,
        NO_CHANGE,
        moved > 0
            ? "%s stood at %s for %s and had changed %s times before."
                .formatted(gauge, value, window, Numbers.format(moved))
            : "%s stood at %s for %s while it moved on %s."
                .formatted(gauge, value, window, mover.orElseThrow()));
  }

  /** Growth a second; a series that appeared within the window has grown from nothing. */
  double rate(Facts facts) {
    return facts.sum(Fact.Rate) + facts.sum(Fact.Born) * 1000 / rule.window().toMillis();
  }

  Unknown reset(Metric metric) {
    return new Unknown(
        Reason.CounterReset,
        "%s was reset in the last %s: how much it grew is not known.".formatted(metric, window));
  }
}
