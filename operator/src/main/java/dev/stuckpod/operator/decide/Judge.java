package dev.stuckpod.operator.decide;

import dev.stuckpod.operator.decide.Decision.Progressing;
import dev.stuckpod.operator.decide.Decision.Stuck;
import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.glance.Sight;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Matches;
import dev.stuckpod.operator.readings.PodReadings.ScrapeTarget;
import dev.stuckpod.operator.readings.PodReadings.Scrapes;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Rule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges the pods of a policy by one rule and one answer. */
public final class Judge {

  private final Rule rule;
  private final Answer answer;
  private final Map<String, DirectScrape> direct;
  private final Instant now;
  private final Neighbours neighbours;

  /**
   * Prepares to judge.
   *
   * @param rule that is asked about
   * @param all pods of the policy
   * @param answer what the source said about them
   * @param direct what the operator's own scrapes of pods gave, by pod name
   * @param now the time
   */
  public Judge(
      Rule rule,
      Collection<PodFacts> all,
      Answer answer,
      Map<String, DirectScrape> direct,
      Instant now) {
    this.rule = rule;
    this.answer = answer;
    this.direct = direct;
    this.now = now;
    this.neighbours =
        new Neighbours(
            all,
            answer instanceof Answer.Given given
                ? given
                : new Answer.Given(Instant.EPOCH, Map.of()));
  }

  /** What keeps a pod from being judged by the rule now, whatever its metrics say. */
  public static Optional<Unknown> gate(Rule rule, PodFacts pod, Instant now) {
    return Gates.closed(pod, rule.window(), now).or(() -> CpuLimits.unclear(rule, pod, now));
  }

  /** Judges one of the pods. */
  public Decision decide(PodFacts pod) {
    Optional<Unknown> closed = gate(rule, pod, now);
    if (closed.isPresent()) {
      return closed.get();
    }
    return switch (answer) {
      case Answer.Missing(var failure, String message) ->
          new Unknown(Reason.SourceFailed, failure + ": " + message);
      case Answer.Given given -> byReadings(pod, given);
    };
  }

  /** Holds every clause of the rule against what is known of one of the pods, for a reader. */
  public List<Clause> clauses(PodFacts pod) {
    Optional<Unknown> closed = gate(rule, pod, now);
    if (closed.isPresent()) {
      Unknown why = closed.get();
      return List.of(Clause.fails("pod", pod.container(), why.reason().name(), "", why));
    }
    if (!(answer instanceof Answer.Given given)) {
      Decision why = decide(pod);
      return List.of(Clause.fails("source", "", why.reason().name(), "", why));
    }
    Optional<PodReadings> readings = given.of(pod.name());
    if (readings.orElse(null) instanceof PodReadings.Unread unread) {
      Unknown why = unread(unread);
      return List.of(Clause.fails("readings", "", why.reason().name(), "", why));
    }
    return switch (rule) {
      case Rule.Clauses work ->
          new ProgressRule(work, pod, given.at()).clauses(work(readings), neighbours);
      case Rule.ScrapeHang hang ->
          new HangRule(hang, pod).clauses(scrapes(readings), neighbours.nodeFails(pod), tried(pod));
      case Rule.LockWait locks -> new LockWaitRule(locks, given.at()).clauses(sight(readings));
      case Rule.OwnQuery own -> own(own, decide(pod));
    };
  }

  private static List<Clause> own(Rule.OwnQuery rule, Decision decision) {
    return switch (decision) {
      case Decision.Stuck stuck -> {
        Evidence seen = stuck.evidence().getFirst();
        yield List.of(
            Clause.holds("query", rule.query(), seen.value(), "a series", seen.message()));
      }
      case Decision.Unknown unknown ->
          List.of(Clause.fails("presence", rule.presence(), "no series", "a series", unknown));
      case Decision.Progressing progressing ->
          List.of(Clause.fails("query", rule.query(), "no series", "a series", progressing));
    };
  }

  /**
   * Tells whether a pod looks stuck, be the readings reliable or not: it is asked about in full
   * again.
   */
  public boolean suspicious(PodFacts pod) {
    Optional<PodReadings> readings =
        answer instanceof Answer.Given given ? given.of(pod.name()) : Optional.empty();
    return switch (rule) {
      case Rule.Clauses work ->
          readings.orElse(null) instanceof Work own && new ProgressRule(work, pod, at()).holds(own);
      case Rule.ScrapeHang _ ->
          readings.orElse(null) instanceof Scrapes own
              && HangRule.Targets.failing(pod, own).isPresent();
      case Rule.LockWait _, Rule.OwnQuery _ -> false;
    };
  }

  private Instant at() {
    return answer instanceof Answer.Given given ? given.at() : now;
  }

  /** The target of a pod whose scrapes fail, which a direct scrape is to try. */
  public static Optional<ScrapeTarget> failingTarget(PodFacts pod, Answer answer) {
    return answer instanceof Answer.Given given
            && given.of(pod.name()).orElse(null) instanceof Scrapes scrapes
        ? HangRule.Targets.failing(pod, scrapes)
        : Optional.empty();
  }

  private Decision byReadings(PodFacts pod, Answer.Given given) {
    Optional<PodReadings> readings = given.of(pod.name());
    if (readings.orElse(null) instanceof PodReadings.Unread unread) {
      return unread(unread);
    }
    return switch (rule) {
      case Rule.Clauses work ->
          new ProgressRule(work, pod, given.at()).decide(work(readings), neighbours);
      case Rule.ScrapeHang hang ->
          new HangRule(hang, pod).decide(scrapes(readings), neighbours.nodeFails(pod), tried(pod));
      case Rule.LockWait locks -> new LockWaitRule(locks, given.at()).decide(sight(readings));
      case Rule.OwnQuery own ->
          own(
              own,
              readings.orElse(null) instanceof Matches m ? m : new Matches(PodReadings.Facts.NONE));
    };
  }

  private static Unknown unread(PodReadings.Unread unread) {
    Reason reason =
        switch (unread.why()) {
          case NotScraped -> Reason.NotScraped;
          case NotYet -> Reason.WindowNotCovered;
          case Late -> Reason.ScrapesLate;
        };
    return new Unknown(reason, unread.message());
  }

  private static Work work(Optional<PodReadings> readings) {
    return readings.orElse(null) instanceof Work own
        ? own
        : new Work(Map.of(), PodReadings.Facts.NONE);
  }

  private static @Nullable Sight sight(Optional<PodReadings> readings) {
    return readings.orElse(null) instanceof PodReadings.Glanced glanced ? glanced.sight() : null;
  }

  private static Scrapes scrapes(Optional<PodReadings> readings) {
    return readings.orElse(null) instanceof Scrapes own ? own : new Scrapes(List.of());
  }

  private DirectScrape tried(PodFacts pod) {
    return direct.getOrDefault(pod.name(), DirectScrape.NotAsked);
  }

  private static Decision own(Rule.OwnQuery rule, Matches matches) {
    if (matches.facts().get(Fact.Presence).isEmpty()) {
      return new Unknown(
          Reason.PresenceAbsent,
          "The presence query of rule %s has no series for the pod.".formatted(rule.name()));
    }
    var value = matches.facts().get(Fact.Query);
    if (value.isEmpty()) {
      return new Progressing(
          Reason.QueryEmpty,
          "The query of rule %s has no series for the pod.".formatted(rule.name()));
    }
    String number = Numbers.format(value.getAsDouble());
    String message =
        "The query of rule %s has a series for the pod: %s.".formatted(rule.name(), number);
    return new Stuck(
        Reason.QueryMatched,
        message,
        List.of(new Evidence("query", rule.query(), number, message)));
  }
}
