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

  private static final String COUNTERS = "counters";
  private static final String FROZEN = "frozen";
  private static final String NO_CHANGE = "no change";

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

  /**
   * Holds every clause against the readings, though one is enough to end it.
   *
   * @return first what is wrong with the readings, if they cannot be relied on
   */
  List<Clause> clauses(Work own, Neighbours siblings) {
    var all = new ArrayList<Clause>();
    Presence.missing(rule, pod, own)
        .or(() -> Coverage.missing(rule, own))
        .ifPresent(why -> all.add(Clause.fails("readings", "", why.reason().name(), "", why)));
    rule.load().stream()
        .filter(load -> seen(own, load.metric()))
        .forEach(load -> all.add(works(load, own)));
    rule.counters().stream()
        .filter(counter -> counter.metrics().stream().allMatch(metric -> seen(own, metric)))
        .forEach(counter -> all.add(grows(counter, own)));
    for (Metric gauge : rule.frozen()) {
      if (seen(own, gauge)) {
        all.add(changes(gauge, own).orElseGet(() -> stands(gauge, own, siblings)));
      }
    }
    return List.copyOf(all);
  }

  private static boolean seen(Work own, Metric metric) {
    return own.of(metric).get(Fact.Count).isPresent();
  }

  private Optional<Decision> moves(Work own) {
    for (Load load : rule.load()) {
      Clause clause = works(load, own);
      if (!clause.holds()) {
        return Optional.ofNullable(clause.against());
      }
      evidence.add(clause.evidence());
    }
    for (Counter counter : rule.counters()) {
      Clause clause = grows(counter, own);
      if (!clause.holds()) {
        return Optional.ofNullable(clause.against());
      }
      evidence.add(clause.evidence());
    }
    for (Metric gauge : rule.frozen()) {
      Optional<Clause> changes = changes(gauge, own);
      if (changes.isPresent()) {
        return changes.map(Clause::against);
      }
    }
    return Optional.empty();
  }

  private Clause works(Load load, Work own) {
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

  private Clause grows(Counter counter, Work own) {
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
  private Optional<Clause> changes(Metric gauge, Work own) {
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

  private Optional<Decision> neverMoved(Work own, Neighbours siblings) {
    for (Metric gauge : rule.frozen()) {
      Clause clause = stands(gauge, own, siblings);
      if (!clause.holds()) {
        return Optional.ofNullable(clause.against());
      }
      evidence.add(clause.evidence());
    }
    return Optional.empty();
  }

  /** A gauge that does not move now: whether it ever does. */
  private Clause stands(Metric gauge, Work own, Neighbours siblings) {
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

  private Unknown reset(Metric metric) {
    return new Unknown(
        Reason.CounterReset,
        "%s was reset in the last %s: how much it grew is not known.".formatted(metric, window));
  }

  private void evidence(String clause, Metric metric, String value, String message) {
    evidence.add(new Evidence(clause, metric.toString(), value, message));
  }
}
