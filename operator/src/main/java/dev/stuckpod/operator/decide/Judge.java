package dev.stuckpod.operator.decide;

import dev.stuckpod.operator.decide.Decision.Progressing;
import dev.stuckpod.operator.decide.Decision.Stuck;
import dev.stuckpod.operator.decide.Decision.Unknown;
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
import java.util.TreeMap;

/** Judges a pod by one rule. */
public final class Judge {

  private Judge() {}

  /**
   * Judges a pod.
   *
   * @param rule that is asked about
   * @param pod that is judged
   * @param all pods of the policy, this one too
   * @param answer what the source said about them
   * @param direct what the operator's own scrapes of pods gave, by pod name
   * @param now the time
   */
  public static Decision decide(
      Rule rule,
      PodFacts pod,
      Collection<PodFacts> all,
      Answer answer,
      Map<String, DirectScrape> direct,
      Instant now) {
    Optional<Unknown> closed = Gates.closed(pod, rule.window(), now);
    if (closed.isPresent()) {
      return closed.get();
    }
    return switch (answer) {
      case Answer.Missing(var failure, String message) ->
          new Unknown(Reason.SourceFailed, failure + ": " + message);
      case Answer.Given given -> byReadings(rule, pod, all, given, direct);
    };
  }

  /** The target of a pod whose scrapes fail, which a direct scrape is to try. */
  public static Optional<ScrapeTarget> failingTarget(PodFacts pod, Answer answer) {
    return answer instanceof Answer.Given given
            && given.of(pod.name()).orElse(null) instanceof Scrapes scrapes
        ? HangRule.Targets.failing(pod, scrapes)
        : Optional.empty();
  }

  private static Decision byReadings(
      Rule rule,
      PodFacts pod,
      Collection<PodFacts> all,
      Answer.Given given,
      Map<String, DirectScrape> direct) {
    Optional<PodReadings> readings = given.of(pod.name());
    return switch (rule) {
      case Rule.NoProgress work ->
          new ProgressRule(work, pod)
              .decide(
                  readings.orElse(null) instanceof Work own
                      ? own
                      : new Work(Map.of(), PodReadings.Facts.NONE),
                  siblings(pod, all, given));
      case Rule.ScrapeHang hang ->
          new HangRule(hang, pod)
              .decide(
                  readings.orElse(null) instanceof Scrapes own ? own : new Scrapes(List.of()),
                  nodeFails(pod, all, given),
                  direct.getOrDefault(pod.name(), DirectScrape.NotAsked));
      case Rule.OwnQuery own ->
          own(
              own,
              readings.orElse(null) instanceof Matches m ? m : new Matches(PodReadings.Facts.NONE));
    };
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

  /** What is known of other pods of the same workload in the same tick, by pod name. */
  private static Map<String, Work> siblings(
      PodFacts pod, Collection<PodFacts> all, Answer.Given given) {
    var siblings = new TreeMap<String, Work>();
    for (PodFacts other : all) {
      if (other.workload().equals(pod.workload())
          && !other.uid().equals(pod.uid())
          && given.of(other.name()).orElse(null) instanceof Work work) {
        siblings.put(other.name(), work);
      }
    }
    return siblings;
  }

  /** Several pods of this policy on the node, and not one of them is answering. */
  private static boolean nodeFails(PodFacts pod, Collection<PodFacts> all, Answer.Given given) {
    List<PodFacts> onNode =
        all.stream().filter(other -> other.node().equals(pod.node()) && other.running()).toList();
    return onNode.size() > 1
        && onNode.stream()
            .allMatch(
                other ->
                    given.of(other.name()).orElse(null) instanceof Scrapes scrapes
                        && !scrapes.targets().isEmpty()
                        && scrapes.targets().stream()
                            .allMatch(t -> t.facts().get(Fact.Up).orElse(1) == 0));
  }
}
