package dev.stuckpod.operator.decide;

import dev.stuckpod.operator.decide.Decision.Stuck;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Sign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges by a rule of clauses: first whether the readings can be relied on, then each clause, and
 * the first that does not hold ends it.
 */
final class ProgressRule {

  private final Rule.Clauses rule;
  private final PodFacts pod;
  private final ProgressClauses clauses;
  private final SignClauses signs;
  private final List<Evidence> evidence = new ArrayList<>();

  /**
   * Judges one pod.
   *
   * @param at when the source evaluated
   */
  ProgressRule(Rule.Clauses rule, PodFacts pod, Instant at) {
    this.rule = rule;
    this.pod = pod;
    this.clauses = new ProgressClauses(rule, pod);
    this.signs = new SignClauses(rule, pod, clauses, at);
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
        .forEach(load -> all.add(clauses.works(load, own)));
    rule.counters().stream()
        .filter(counter -> counter.metrics().stream().allMatch(metric -> seen(own, metric)))
        .forEach(counter -> all.add(clauses.grows(counter, own)));
    rule.signs().stream()
        .filter(sign -> sign.uses().stream().allMatch(use -> seen(own, use.metric())))
        .forEach(sign -> all.add(signs.of(sign, own)));
    for (Metric gauge : rule.frozen()) {
      if (seen(own, gauge)) {
        all.add(clauses.changes(gauge, own).orElseGet(() -> clauses.stands(gauge, own, siblings)));
      }
    }
    return List.copyOf(all);
  }

  private static boolean seen(Work own, Metric metric) {
    return own.of(metric).get(Fact.Count).isPresent();
  }

  private Optional<Decision> moves(Work own) {
    for (Load load : rule.load()) {
      Clause clause = clauses.works(load, own);
      if (!clause.holds()) {
        return Optional.ofNullable(clause.against());
      }
      evidence.add(clause.evidence());
    }
    for (Counter counter : rule.counters()) {
      Clause clause = clauses.grows(counter, own);
      if (!clause.holds()) {
        return Optional.ofNullable(clause.against());
      }
      evidence.add(clause.evidence());
    }
    for (Sign sign : rule.signs()) {
      Clause clause = signs.of(sign, own);
      if (!clause.holds()) {
        return Optional.ofNullable(clause.against());
      }
      evidence.add(clause.evidence());
    }
    for (Metric gauge : rule.frozen()) {
      Optional<Clause> changes = clauses.changes(gauge, own);
      if (changes.isPresent()) {
        return changes.map(Clause::against);
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> neverMoved(Work own, Neighbours siblings) {
    for (Metric gauge : rule.frozen()) {
      Clause clause = clauses.stands(gauge, own, siblings);
      if (!clause.holds()) {
        return Optional.ofNullable(clause.against());
      }
      evidence.add(clause.evidence());
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
          .grower(pod, metric, work -> clauses.rate(work.of(metric)), ProgressClauses.EPSILON)
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
    return new Stuck(reason(), message, List.copyOf(evidence));
  }

  private Reason reason() {
    return switch (rule.kind()) {
      case NoProgress -> Reason.NoProgress;
      case Heartbeat -> Reason.HeartbeatMissed;
      case QueueGrows -> Reason.QueueGrows;
      case BusyNoProgress -> Reason.BusyNoProgress;
      case Threads -> Reason.ThreadsStuck;
      case Residue -> Reason.Residue;
    };
  }

  private void evidence(String clause, Metric metric, String value, String message) {
    evidence.add(new Evidence(clause, metric.toString(), value, message));
  }
}
