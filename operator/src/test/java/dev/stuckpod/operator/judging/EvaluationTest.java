package dev.stuckpod.operator.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.sources.DirectScraper;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the short question is asked, and when everything is. */
class EvaluationTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Metric SENT = Metric.of("sent", null);
  private static final Rule RULE =
      new Rule.Clauses(
          "frozen",
          Duration.ofMinutes(1),
          List.of(),
          List.of(new Counter.AtMost(SENT, 0)),
          List.of());
  private static final Criteria FROZEN = criteria(RULE);
  private static final Criteria GAUGE =
      criteria(
          new Rule.Clauses("still", Duration.ofMinutes(1), List.of(), List.of(), List.of(SENT)));

  private Instant now = START;
  private final JudgingMemory memory = new JudgingMemory();
  private final World world = new World();
  private final Evaluation evaluation =
      new Evaluation(new DirectScraper(Duration.ofSeconds(1))::scrape, clock());

  @Test
  void asksForEverythingOnceAndThenOnlyWhichPodsLookStuck() {
    world.rates.put("a", 5.0);
    world.rates.put("b", 5.0);

    assertThat(evaluate("a", "b")).containsOnly(Reason.CounterMoves);
    assertThat(evaluate("a", "b")).containsOnly(Reason.CounterMoves);
    assertThat(evaluate("a", "b")).containsOnly(Reason.CounterMoves);

    assertThat(world.asked).containsExactly("short", "all", "short", "short");
  }

  @Test
  void asksAboutAPodInTheSameTurnWhenItLooksStuckAndUntilItDoesNot() {
    List.of("a", "b", "c", "d").forEach(pod -> world.rates.put(pod, 5.0));
    evaluate("a", "b", "c", "d");
    world.rates.put("d", 0.0);

    assertThat(evaluate("a", "b", "c", "d"))
        .containsExactly(
            Reason.CounterMoves, Reason.CounterMoves, Reason.CounterMoves, Reason.NoProgress);
    assertThat(evaluate("a", "b", "c", "d")).contains(Reason.NoProgress);
    world.rates.put("d", 5.0);
    assertThat(evaluate("a", "b", "c", "d")).containsOnly(Reason.CounterMoves);
    assertThat(evaluate("a", "b", "c", "d")).containsOnly(Reason.CounterMoves);

    assertThat(world.asked)
        .containsExactly(
            "short", "all", "short", "d a b", "short", "d a b", "short", "d a b", "short");
  }

  @Test
  void asksAboutAllWhereMoreLookStuckThanAQuestionNames() {
    String[] pods = IntStream.range(0, 30).mapToObj(i -> "p" + i).toArray(String[]::new);
    List.of(pods).forEach(pod -> world.rates.put(pod, 0.0));
    evaluate(pods);
    evaluate(pods);

    assertThat(world.asked).containsExactly("short", "all", "short", "all");
  }

  @Test
  void asksNowAndThenAboutAStuckPodThatNothingFollowsFrom() {
    List.of("a", "b", "c", "d").forEach(pod -> world.rates.put(pod, 5.0));
    world.rates.put("d", 0.0);
    evaluate("a", "b", "c", "d");
    memory.settle("uid-d", true);

    for (int turn = 0; turn < 11; turn++) {
      now = now.plusSeconds(5);
      assertThat(verdict("d").carriedOver()).isTrue();
      assertThat(verdict("d").decision()).isInstanceOf(Decision.Stuck.class);
    }
    world.asked.clear();
    now = now.plusSeconds(5);

    assertThat(verdict("d").carriedOver()).isFalse();
    assertThat(world.asked).containsExactly("short", "d a b");
  }

  @Test
  void rulesThatMustHoldTogetherCallStuckWhomAllCallSo() {
    var other = new Rule.ScrapeHang("both", 3);
    var both =
        new Criteria(
            List.of(new Way("both", List.of(RULE, GAUGE.rules().getFirst()))),
            "default",
            Duration.ZERO);
    var never =
        new Criteria(List.of(new Way("both", List.of(RULE, other))), "default", Duration.ZERO);
    List.of("a", "b", "c").forEach(pod -> world.rates.put(pod, 5.0));
    world.rates.put("c", 0.0);

    assertThat(evaluate(both, memory, "a", "b", "c"))
        .containsExactly(Reason.CounterMoves, Reason.CounterMoves, Reason.AllHold);
    Judgement verdict = verdicts(both, memory, "a", "b", "c").get(2);
    assertThat(verdict.rule()).isEqualTo("both");
    assertThat(verdict.message()).contains("sent grew by 0/s", "sent stood at");
    assertThat(evaluate(never, new JudgingMemory(), "a", "b", "c"))
        .containsExactly(Reason.CounterMoves, Reason.CounterMoves, Reason.MetricAbsent);
  }

  /** Whose gauges stand still may have a gauge that never moves: then all others are looked at. */
  @Test
  void asksAboutAllBeforeItSaysThatAGaugeNeverMoves() {
    String[] pods = {"a", "b", "c", "other-workload"};
    List.of(pods).forEach(pod -> world.rates.put(pod, 5.0));
    assertThat(evaluate(GAUGE, memory, pods)).containsOnly(Reason.GaugeMoves);
    world.rates.put("c", 0.0);
    assertThat(evaluate(GAUGE, memory, pods).get(2)).isEqualTo(Reason.NoProgress);
    world.rates.put("a", 0.0);
    world.rates.put("b", 0.0);
    world.asked.clear();

    assertThat(evaluate(GAUGE, memory, pods).subList(0, 3)).containsOnly(Reason.NeverMoved);
    assertThat(evaluate(GAUGE, memory, pods).subList(0, 3)).containsOnly(Reason.NeverMoved);

    assertThat(world.asked).containsExactly("short", "a b c", "all", "short", "a b c");
  }

  @Test
  void asksForEverythingEveryFiveMinutesAndForEveryNewContainer() {
    world.rates.put("a", 5.0);
    evaluate("a");
    now = now.plusSeconds(299);
    evaluate("a");
    now = now.plusSeconds(1);
    evaluate("a");
    world.rates.put("new", 5.0);
    evaluate("a", "new");

    assertThat(world.asked)
        .containsExactly("short", "all", "short", "short", "all", "short", "all");
  }

  @Test
  void asksForEverythingOnceAMinuteWhereSomethingCouldNotBeSaid() {
    world.rates.put("a", 5.0);
    evaluate("a", "without-metrics");
    now = now.plusSeconds(59);
    evaluate("a", "without-metrics");
    now = now.plusSeconds(1);
    evaluate("a", "without-metrics");

    assertThat(world.asked).containsExactly("short", "all", "short", "short", "all");
  }

  @Test
  void asksForEverythingWhenAPodHasLostItsMetricsOrItsTarget() {
    world.rates.put("a", 5.0);
    world.rates.put("b", 5.0);
    evaluate("a", "b");
    world.rates.remove("b");

    assertThat(evaluate("a", "b")).containsExactly(Reason.CounterMoves, Reason.MetricAbsent);
    assertThat(world.asked).containsExactly("short", "all", "short", "all");
  }

  @Test
  void whatCanWaitIsAskedOneAfterTheOtherAndForAQuarterOfTheTime() {
    world.rates.put("a", 5.0);
    world.takes = Duration.ofSeconds(2);
    var other = new JudgingMemory();

    assertThat(evaluate("a")).containsExactly(Reason.CounterMoves);
    assertThat(evaluate(other, "a")).containsExactly(Reason.NotYetRead);
    now = now.plusSeconds(6);
    assertThat(evaluate(other, "a")).containsExactly(Reason.CounterMoves);
  }

  @Test
  void aPodThatLooksStuckNeverWaits() {
    world.rates.put("a", 5.0);
    world.takes = Duration.ofSeconds(2);
    evaluate("a");
    world.rates.put("a", 0.0);

    assertThat(evaluate(new JudgingMemory(), "a")).containsExactly(Reason.NoProgress);
  }

  @Test
  void asksForEverythingWhereAnEpisodeIsNotOver() {
    world.rates.put("a", 5.0);
    evaluate("a");
    evaluation.evaluate(FROZEN, world, "shop", List.of(pod("a")), memory, Set.of("uid-a"));

    assertThat(world.asked).containsExactly("short", "all", "short", "all");
  }

  @Test
  void aRuleWithoutAnAnswerIsAskedLessAndLessOften() {
    world.failure = new Answer.Missing(Answer.Failure.AnswerTooLarge, "too large");
    for (int second = 0; second < 120; second += 5) {
      assertThat(evaluate("a")).containsOnly(Reason.SourceFailed);
      now = now.plusSeconds(5);
    }
    assertThat(world.asked.stream().filter("all"::equals)).hasSize(6);

    world.failure = null;
    now = now.plusSeconds(30);
    world.rates.put("a", 5.0);
    assertThat(evaluate("a")).containsOnly(Reason.CounterMoves);
    now = now.plusSeconds(5);
    assertThat(evaluate("a")).containsOnly(Reason.CounterMoves);
  }

  private List<Reason> evaluate(String... pods) {
    return evaluate(memory, pods);
  }

  private List<Reason> evaluate(JudgingMemory memory, String... pods) {
    return evaluate(FROZEN, memory, pods);
  }

  private Judgement verdict(String pod) {
    return verdicts(FROZEN, memory, "a", "b", "c", "d").stream()
        .filter(verdict -> verdict.pod().name().equals(pod))
        .findFirst()
        .orElseThrow();
  }

  private static Criteria criteria(Rule rule) {
    return new Criteria(List.of(Way.of(rule)), "default", Duration.ZERO);
  }

  private List<Judgement> verdicts(Criteria criteria, JudgingMemory memory, String... pods) {
    List<PodFacts> facts = List.of(pods).stream().map(EvaluationTest::pod).toList();
    return evaluation.evaluate(criteria, world, "shop", facts, memory, Set.of()).verdicts();
  }

  private List<Reason> evaluate(Criteria criteria, JudgingMemory memory, String... pods) {
    return verdicts(criteria, memory, pods).stream()
        .map(Judgement::decision)
        .map(Decision::reason)
        .toList();
  }

  private static PodFacts pod(String name) {
    return PodFactsBuilder.builder()
        .name(name)
        .uid("uid-" + name)
        .container("app")
        .containerID("containerd://" + name)
        .workload(name.startsWith("other") ? "other" : "w")
        .node("n")
        .ip("")
        .running(true)
        .wasReady(true)
        .startedAt(START.minus(Duration.ofHours(1)))
        .otherPorts(Set.of())
        .build();
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  /** Pods whose counters grow as they are told to. */
  private final class World implements Source {
    Duration takes = Duration.ZERO;
    final Map<String, Double> rates = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    Answer.@Nullable Missing failure;

    @Override
    public Answer ask(
        Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
      List<String> names = pods.stream().map(AskedPod::name).toList();
      asked.add(names.size() >= rates.size() ? "all" : String.join(" ", names));
      now = now.plus(takes);
      return failure != null
          ? failure
          : new Answer.Given(
              START,
              rates.entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, e -> work(e.getValue()))));
    }

    @Override
    public Screening screen(
        Rule rule,
        String namespace,
        Collection<AskedPod> pods,
        @Nullable Instant time,
        Duration fresh) {
      asked.add("short");
      return new Screening.Suspects(
          rates.keySet().stream()
              .filter(pod -> rates.getOrDefault(pod, 1.0) == 0)
              .collect(Collectors.toSet()),
          rates.size());
    }

    private static PodReadings work(double rate) {
      return new Work(
          Map.of(
              SENT,
              new Facts(
                  Map.of(
                      Fact.Count,
                      12.0,
                      Fact.Up,
                      1.0,
                      Fact.Value,
                      1.0,
                      Fact.Rate,
                      rate,
                      Fact.Changes,
                      rate))),
          new Facts(Map.of(Fact.Interval, 5.0, Fact.Gap, 5.0)));
    }
  }
}
