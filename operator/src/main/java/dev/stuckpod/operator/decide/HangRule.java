package dev.stuckpod.operator.decide;

import dev.stuckpod.operator.decide.Decision.Progressing;
import dev.stuckpod.operator.decide.Decision.Stuck;
import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.ScrapeTarget;
import dev.stuckpod.operator.readings.PodReadings.Scrapes;
import dev.stuckpod.operator.rules.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Judges by a scrapeHang rule. */
final class HangRule {

  private final Rule.ScrapeHang rule;
  private final PodFacts pod;

  HangRule(Rule.ScrapeHang rule, PodFacts pod) {
    this.rule = rule;
    this.pod = pod;
  }

  Decision decide(Scrapes scrapes, boolean nodeFails, DirectScrape direct) {
    List<ScrapeTarget> own = Targets.of(pod, scrapes);
    if (own.isEmpty()) {
      return new Unknown(
          Reason.MetricAbsent,
          "Metric up has no series for pod %s: it is not scraped, or the MetricsSource's labels do not name it."
              .formatted(pod.name()));
    }
    Optional<ScrapeTarget> failing = Targets.failing(pod, scrapes);
    if (failing.isEmpty()) {
      return new Progressing(Reason.ScrapesAnswered, "The last scrape was answered: up is 1.");
    }
    ScrapeTarget target = failing.get();
    if (target.failed() < rule.consecutive()) {
      return new Unknown(
          Reason.ScrapesFailing,
          "%d of %d scrapes of %s in a row have failed."
              .formatted(target.failed(), rule.consecutive(), target.instance()));
    }
    if (nodeFails) {
      return new Unknown(
          Reason.NodeSuspected,
          "Scrapes of all pods of this policy on node %s fail: look at the node."
              .formatted(pod.node()));
    }
    return byDirectScrape(target, direct);
  }

  /** Holds every clause against the scrapes, though one is enough to end it. */
  List<Clause> clauses(Scrapes scrapes, boolean nodeFails, DirectScrape direct) {
    Decision decision = decide(scrapes, nodeFails, direct);
    String threshold = "%d failed in a row".formatted(rule.consecutive());
    Optional<ScrapeTarget> failing = Targets.failing(pod, scrapes);
    int failed = failing.map(ScrapeTarget::failed).orElse(0);
    String value = "%d failed in a row".formatted(failed);
    if (failing.isEmpty() || failed < rule.consecutive()) {
      return List.of(Clause.fails("up", "up", value, threshold, decision));
    }
    String where = failing.get().instance();
    var all = new ArrayList<Clause>();
    all.add(
        Clause.holds(
            "up",
            "up",
            value,
            threshold,
            "%d scrapes of %s in a row have failed.".formatted(failed, where)));
    if (decision.reason() == Reason.NodeSuspected) {
      all.add(Clause.fails("node", pod.node(), "no pod answers", "another one answers", decision));
      return List.copyOf(all);
    }
    all.add(
        decision instanceof Stuck stuck
            ? Clause.holds(
                "scrape", where, direct.name(), "TimedOut", stuck.evidence().getLast().message())
            : Clause.fails("scrape", where, direct.name(), "TimedOut", decision));
    return List.copyOf(all);
  }

  private Decision byDirectScrape(ScrapeTarget target, DirectScrape direct) {
    String where = target.instance();
    return switch (direct) {
      case NotAsked ->
          new Unknown(
              Reason.DirectScrapeDue,
              "%d scrapes of %s in a row have failed: the operator tries itself."
                  .formatted(target.failed(), where));
      case Answered ->
          new Unknown(
              Reason.DirectScrapeAnswered,
              "%s answers the operator, though not the source: look at the path between them."
                  .formatted(where));
      case Refused ->
          new Unknown(
              Reason.ConnectionRefused,
              "%s refuses connections: nothing listens there.".formatted(where));
      case Unreachable ->
          new Unknown(
              Reason.Unreachable,
              "The operator cannot connect to %s: look at the network and its policies."
                  .formatted(where));
      case NotThePod ->
          new Unknown(
              Reason.AddressUnknown,
              "The target %s is not an address of pod %s (%s), so the operator does not try it."
                  .formatted(where, pod.name(), pod.ip()));
      case NotRecorded ->
          new Unknown(
              Reason.DirectScrapeDue,
              "%d scrapes of %s in a row had failed: the operator would have tried itself, and what came of that is not recorded."
                  .formatted(target.failed(), where));
      case TimedOut -> stuck(target);
    };
  }

  private static Decision stuck(ScrapeTarget target) {
    String seconds = Numbers.format(target.facts().sum(Fact.Duration)) + "s";
    var failed =
        new Evidence(
            "up",
            "up",
            Integer.toString(target.failed()),
            "%d scrapes of %s in a row have failed, the last after %s."
                .formatted(target.failed(), target.instance(), seconds));
    var tried =
        new Evidence(
            "scrape",
            target.instance(),
            "timeout",
            "%s accepted the operator's connection and did not answer."
                .formatted(target.instance()));
    return new Stuck(
        Reason.ScrapeHang, failed.message() + " " + tried.message(), List.of(failed, tried));
  }

  /** Which targets of a pod are the app's. */
  static final class Targets {

    private Targets() {}

    /** Without those whose port another container of the pod declares. */
    static List<ScrapeTarget> of(PodFacts pod, Scrapes scrapes) {
      return scrapes.targets().stream()
          .filter(t -> t.facts().get(Fact.Up).isPresent())
          .filter(t -> pod.otherPorts().stream().noneMatch(p -> t.instance().endsWith(":" + p)))
          .toList();
    }

    /** The one that has failed longest. */
    static Optional<ScrapeTarget> failing(PodFacts pod, Scrapes scrapes) {
      return of(pod, scrapes).stream()
          .filter(t -> t.facts().sum(Fact.Up) == 0)
          .max(Comparator.comparingInt(ScrapeTarget::failed));
    }
  }
}
