package dev.stuckpod.operator.judging;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.ClauseNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.RuleNow;
import dev.stuckpod.operator.conditions.Sentence;
import dev.stuckpod.operator.decide.Clause;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.text.OneLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * Says of one pod what every clause of every rule comes to now, for a person who has asked. It asks
 * the source anew, judges as an evaluation does, and remembers nothing.
 */
public final class Explainer {

  private final DirectScrapes scrapes;
  private final Clock clock;
  private final boolean past;

  /**
   * Prepares to explain.
   *
   * @param scraper tries itself what the source says does not answer
   */
  public Explainer(Scraper scraper, Clock clock) {
    this(scraper, clock, false);
  }

  private Explainer(Scraper scraper, Clock clock, boolean past) {
    this.scrapes = new DirectScrapes(scraper);
    this.clock = clock;
    this.past = past;
  }

  /**
   * Prepares to explain a time that is over. Scrapes of the operator's own are then not known, nor
   * what limits were before: they are recorded nowhere.
   */
  public static Explainer at(Instant time) {
    Clock clock = Clock.fixed(time, ZoneOffset.UTC);
    return new Explainer((_, _) -> DirectScrape.NotRecorded, clock, true);
  }

  /**
   * What one way to be stuck comes to.
   *
   * @param name of it
   * @param window how far back is looked
   * @param clauses in the order in which they are tried; the first that does not hold decides
   */
  public record Explained(
      String name, Duration window, Decision decision, List<Clause> clauses, Instant at) {

    private static final int LONGEST = 512;
    private static final int SHORT = 128;

    /** As a status says it, and who shows what it says. */
    public RuleNow told() {
      return new RuleNow(
          name,
          Durations.format(window),
          decision.value(),
          decision.reason().name(),
          Sentence.of(decision.message(), LONGEST),
          at.truncatedTo(ChronoUnit.SECONDS).toString(),
          clauses.stream().map(Explained::told).toList());
    }

    private static ClauseNow told(Clause clause) {
      return new ClauseNow(
          clause.clause(),
          OneLine.of(clause.metric()).within(LONGEST).text(),
          OneLine.of(clause.value()).within(SHORT).text(),
          OneLine.of(clause.threshold()).within(LONGEST).text(),
          clause.holds(),
          Sentence.of(clause.message(), LONGEST));
    }
  }

  /**
   * Explains.
   *
   * @param pods all of the policy: those of the same workload or node are compared with
   */
  public List<Explained> explain(
      Criteria criteria, Source source, String namespace, List<PodFacts> pods, PodFacts pod) {
    List<PodFacts> near =
        pods.stream()
            .filter(PodFacts::running)
            .filter(other -> isNear(pod, other))
            .sorted(Comparator.comparing((PodFacts other) -> !other.uid().equals(pod.uid())))
            .limit(Source.FEW)
            .toList();
    return criteria.ways().stream()
        .map(
            way ->
                together(
                    way.name(),
                    way.rules().stream()
                        .map(rule -> explain(rule, source, namespace, near, pod))
                        .toList()))
        .toList();
  }

  private static Explained together(String name, List<Explained> parts) {
    return new Explained(
        name,
        parts.stream().map(Explained::window).max(Duration::compareTo).orElseThrow(),
        Decision.together(parts.stream().map(Explained::decision).toList()),
        parts.stream().flatMap(part -> part.clauses().stream()).toList(),
        parts.getLast().at());
  }

  private Explained explain(
      Rule rule, Source source, String namespace, List<PodFacts> near, PodFacts pod) {
    List<AskedPod> asked = near.stream().map(PodFacts::asked).toList();
    boolean open = Judge.gate(rule, pod, clock.instant()).isEmpty();
    Answer answer = open ? source.ask(rule, namespace, asked, null) : Answer.Given.NOTHING;
    Instant now = clock.instant();
    List<PodFacts> one = List.of(pod);
    var judge = new Judge(rule, near, answer, scrapes.of(rule, one, answer, now), now);
    List<Clause> clauses = judge.clauses(pod);
    if (past && rule instanceof Rule.Clauses of && of.needsLimit()) {
      clauses = clauses.stream().map(Explainer::ofNow).toList();
    }
    return new Explained(rule.name(), rule.window(), judge.decide(pod), clauses, now);
  }

  private static Clause ofNow(Clause clause) {
    return clause.clause().equals("busy")
        ? new Clause(
            clause.clause(),
            clause.metric(),
            clause.value(),
            clause.threshold() + " as it is now",
            clause.message() + " Of then no limit is recorded.",
            clause.against())
        : clause;
  }

  private static boolean isNear(PodFacts pod, PodFacts other) {
    return other.workload().equals(pod.workload()) || other.node().equals(pod.node());
  }
}
