package dev.stuckpod.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Matches;
import dev.stuckpod.operator.readings.PodReadings.ScrapeTarget;
import dev.stuckpod.operator.readings.PodReadings.Scrapes;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is thought of a pod, row by row; what PromQL decides is tried on a real Prometheus. */
class JudgeTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final Metric CLIENTS = Metric.of("clients", null);
  private static final Metric SENT = Metric.of("sent_total", null);
  private static final Metric ROUTINES = Metric.of("routines", null);
  private static final Rule.Clauses FROZEN =
      new Rule.Clauses(
          "frozen",
          Duration.ofMinutes(1),
          List.of(new Load(CLIENTS, 100)),
          List.of(new Counter.AtMost(SENT, 1)),
          List.of(ROUTINES));

  record Row(
      String name,
      UnaryOperator<PodFactsBuilder> pod,
      UnaryOperator<World> world,
      String value,
      Reason reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return List.of(
        row("stuck", p -> p, w -> w, "Stuck", Reason.NoProgress),
        row("terminating", p -> p.terminating(true), w -> w, "Unknown", Reason.Terminating),
        row("not running", p -> p.running(false), w -> w, "Unknown", Reason.NotRunning),
        row("no container yet", _ -> base(), w -> w, "Unknown", Reason.NotRunning),
        row("never ready", p -> p.wasReady(false), w -> w, "Unknown", Reason.NeverReady),
        row("59 s old", p -> p.startedAt(NOW.minusSeconds(59)), w -> w, "Unknown", Reason.TooYoung),
        row("60 s old", p -> p.startedAt(NOW.minusSeconds(60)), w -> w, "Stuck", Reason.NoProgress),
        row(
            "restarted 59 s ago",
            p -> p.startedAt(NOW.minusSeconds(59)).restarts(1),
            w -> w,
            "Unknown",
            Reason.RestartedWithinWindow),
        world("metric without series", w -> w.without(SENT), "Unknown", Reason.MetricAbsent),
        world("gauge gone now", w -> w.unset(ROUTINES, Fact.Value), "Unknown", Reason.MetricAbsent),
        world("foreign", w -> w.set(SENT, Fact.Foreign, 1), "Unknown", Reason.ForeignSeries),
        world("no up", w -> w.unset(CLIENTS, Fact.Up), "Unknown", Reason.TargetUnknown),
        world("up 0", w -> w.set(CLIENTS, Fact.Up, 0), "Unknown", Reason.TargetDown),
        world(
            "interval unknown",
            w -> w.target(Fact.Interval, null),
            "Unknown",
            Reason.WindowNotCovered),
        world("15 s interval, 4 samples", w -> w.interval(15, 4), "Stuck", Reason.NoProgress),
        world("15.01 s interval", w -> w.interval(15.01, 4), "Stuck", Reason.NoProgress),
        world(
            "15 s interval, 3 samples", w -> w.interval(15, 3), "Unknown", Reason.WindowNotCovered),
        world("16 s interval", w -> w.interval(16, 4), "Unknown", Reason.WindowTooShort),
        world("79 % of the samples", w -> w.interval(1, 46), "Unknown", Reason.WindowNotCovered),
        world("80 % of the samples", w -> w.interval(1, 48), "Stuck", Reason.NoProgress),
        world(
            "one metric alone has too few",
            w -> w.set(ROUTINES, Fact.Count, 4),
            "Unknown",
            Reason.WindowNotCovered),
        world(
            "18 s without a sample",
            w -> w.target(Fact.Gap, 18.0),
            "Unknown",
            Reason.WindowNotCovered),
        world("16 s without a sample", w -> w.target(Fact.Gap, 16.0), "Stuck", Reason.NoProgress),
        world("gap unknown", w -> w.target(Fact.Gap, null), "Unknown", Reason.WindowNotCovered),
        world("load at the limit", w -> w.set(CLIENTS, Fact.Min, 100), "Progressing", Reason.Idle),
        world(
            "load not a number",
            w -> w.set(CLIENTS, Fact.Min, Double.NaN),
            "Progressing",
            Reason.Idle),
        world(
            "load was not there throughout",
            w -> w.unset(CLIENTS, Fact.Min),
            "Unknown",
            Reason.MetricAbsent),
        world("rate at the limit", w -> w.set(SENT, Fact.Rate, 1), "Stuck", Reason.NoProgress),
        world("rate above", w -> w.set(SENT, Fact.Rate, 1.01), "Progressing", Reason.CounterMoves),
        world(
            "rate not a number",
            w -> w.set(SENT, Fact.Rate, Double.NaN),
            "Progressing",
            Reason.CounterMoves),
        world("born with 61", w -> w.set(SENT, Fact.Born, 61), "Progressing", Reason.CounterMoves),
        world("reset", w -> w.set(SENT, Fact.Resets, 1), "Unknown", Reason.CounterReset),
        world(
            "gauge moves", w -> w.set(ROUTINES, Fact.Changes, 1), "Progressing", Reason.GaugeMoves),
        world(
            "gauge gains a series",
            w -> w.set(ROUTINES, Fact.Turnover, 1),
            "Progressing",
            Reason.GaugeMoves),
        world(
            "gauge never moved", w -> w.set(ROUTINES, Fact.Moved, 0), "Unknown", Reason.NeverMoved),
        world(
            "gauge's past unknown",
            w -> w.unset(ROUTINES, Fact.Moved),
            "Unknown",
            Reason.NeverMoved),
        world(
            "gauge moves on a sibling",
            w -> w.unset(ROUTINES, Fact.Moved).sibling("rs", 3),
            "Stuck",
            Reason.NoProgress),
        world(
            "gauge moves on a pod of another workload",
            w -> w.unset(ROUTINES, Fact.Moved).sibling("other", 3),
            "Unknown",
            Reason.NeverMoved));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void thinksAsTheRowSays(Row row) {
    World world = row.world().apply(new World());
    PodFacts pod = row.pod().apply(pod()).build();

    Decision decision =
        new Judge(FROZEN, world.pods(pod), world.answer(), Map.of(), NOW).decide(pod);

    assertThat(decision.value()).as(decision.message()).isEqualTo(row.value());
    assertThat(decision.reason()).as(decision.message()).isEqualTo(row.reason());
    assertThat(decision.message()).endsWith(".");
  }

  /** What a person is told clause by clause is what was decided by. */
  @ParameterizedTest
  @MethodSource("rows")
  void theFirstClauseThatDoesNotHoldIsTheDecision(Row row) {
    World world = row.world().apply(new World());
    PodFacts pod = row.pod().apply(pod()).build();
    var judge = new Judge(FROZEN, world.pods(pod), world.answer(), Map.of(), NOW);

    List<Clause> clauses = judge.clauses(pod);

    Decision decision = judge.decide(pod);
    if (decision instanceof Decision.Stuck stuck) {
      assertThat(clauses).allMatch(Clause::holds);
      assertThat(stuck.evidence()).containsAll(clauses.stream().map(Clause::evidence).toList());
    } else {
      assertThat(clauses.stream().filter(clause -> !clause.holds()).findFirst())
          .get()
          .extracting(Clause::against)
          .isEqualTo(decision);
    }
  }

  @Test
  void everyClauseIsHeldAgainstTheReadingsThoughOneIsEnough() {
    World world = new World().set(CLIENTS, Fact.Min, 7).set(SENT, Fact.Rate, 12);
    var judge = new Judge(FROZEN, world.pods(pod().build()), world.answer(), Map.of(), NOW);

    assertThat(judge.clauses(pod().build()))
        .extracting(Clause::clause, Clause::metric, Clause::value, Clause::threshold, Clause::holds)
        .containsExactly(
            tuple("while", "clients", "7", "more than 100", false),
            tuple("counters", "sent_total", "12/s", "at most 1/s", false),
            tuple("frozen", "routines", "4663", "no change", true));
  }

  @Test
  void namesMetricAndNumbersForEveryClauseAndASiblingThatMakesProgress() {
    World world = new World().sibling("rs", 0);
    Decision decision =
        new Judge(FROZEN, world.pods(pod().build()), world.answer(), Map.of(), NOW)
            .decide(pod().build());

    assertThat(decision).isInstanceOf(Decision.Stuck.class);
    assertThat(((Decision.Stuck) decision).evidence())
        .containsExactly(
            new Evidence(
                "while",
                "clients",
                "5000",
                "clients stayed at 5000 or more for 1m: there is work (more than 100)."),
            new Evidence(
                "counters",
                "sent_total",
                "0/s",
                "sent_total grew by 0/s for 1m: at most 1 counts as nothing."),
            new Evidence(
                "frozen",
                "routines",
                "4663",
                "routines stood at 4663 for 1m and had changed 12 times before."),
            new Evidence("up", "up", "1", "The target answered its last scrape."),
            new Evidence(
                "sibling", "sent_total", "7/s", "sent_total grew by 7/s on sibling meanwhile."));
  }

  @Test
  void aSourceThatFailsLeavesEverythingUnknown() {
    var missing = new Answer.Missing(Answer.Failure.AnswerIncomplete, "Only a part came.");
    PodFacts pod = pod().build();

    Decision decision = new Judge(FROZEN, List.of(pod), missing, Map.of(), NOW).decide(pod);

    assertThat(decision)
        .isEqualTo(
            new Decision.Unknown(Reason.SourceFailed, "AnswerIncomplete: Only a part came."));
  }

  @Test
  void aSeriesOfTheUsersQueryMeansStuckWhateverItsValueIfPresenceHasOne() {
    assertThat(own(Map.of(Fact.Query, 0.0, Fact.Presence, 1.0)).value()).isEqualTo("Stuck");
    assertThat(own(Map.of(Fact.Presence, 0.0)).reason()).isEqualTo(Reason.QueryEmpty);
    assertThat(own(Map.of(Fact.Query, 1.0)).reason()).isEqualTo(Reason.PresenceAbsent);
    assertThat(own(Map.of()).reason()).isEqualTo(Reason.PresenceAbsent);
  }

  @Test
  void aContainerYoungerThanTheRangeOfTheUsersQueryIsNotJudged() {
    var rule = new Rule.OwnQuery("own", "rate(x[5m]) == 0 and max_over_time(y[30s:5s]) > 0", "x");
    PodFacts young = pod().startedAt(NOW.minusSeconds(299)).build();
    var all = new Answer.Given(NOW, Map.of());

    assertThat(new Judge(rule, List.of(young), all, Map.of(), NOW).decide(young).reason())
        .isEqualTo(Reason.TooYoung);
  }

  @Test
  void aHangNeedsFailuresInARowAndADirectScrapeThatTimesOut() {
    ScrapeTarget up = target("app", "10.0.0.1:9090", 1, 0);
    ScrapeTarget twice = target("app", "10.0.0.1:9090", 0, 2);
    ScrapeTarget thrice = target("app", "10.0.0.1:9090", 0, 3);
    ScrapeTarget proxy = target("proxy", "10.0.0.1:15020", 1, 0);
    ScrapeTarget other = target("other", "10.0.0.1:8000", 0, 9);

    assertThat(hang(List.of(), null)).isEqualTo(Reason.MetricAbsent);
    assertThat(hang(List.of(up), null)).isEqualTo(Reason.ScrapesAnswered);
    assertThat(hang(List.of(twice), null)).isEqualTo(Reason.ScrapesFailing);
    assertThat(hang(List.of(thrice), null)).isEqualTo(Reason.DirectScrapeDue);
    assertThat(hang(List.of(thrice), DirectScrape.TimedOut)).isEqualTo(Reason.ScrapeHang);
    assertThat(hang(List.of(thrice), DirectScrape.Answered)).isEqualTo(Reason.DirectScrapeAnswered);
    assertThat(hang(List.of(thrice), DirectScrape.Refused)).isEqualTo(Reason.ConnectionRefused);
    assertThat(hang(List.of(thrice), DirectScrape.Unreachable)).isEqualTo(Reason.Unreachable);
    assertThat(hang(List.of(thrice), DirectScrape.NotThePod)).isEqualTo(Reason.AddressUnknown);
    assertThat(hang(List.of(proxy, thrice), DirectScrape.TimedOut)).isEqualTo(Reason.ScrapeHang);
    // port 8000 is another container's
    assertThat(hang(List.of(up, other), DirectScrape.TimedOut)).isEqualTo(Reason.ScrapesAnswered);
  }

  @Test
  void allPodsOfANodeAtOnceAreTheNodesTrouble() {
    var rule = new Rule.ScrapeHang("hang", 3);
    PodFacts one = pod().build();
    PodFacts two = pod().name("two").uid("two").build();
    PodFacts elsewhere = pod().name("two").uid("two").node("other").build();
    var failing = new Scrapes(List.of(target("app", "10.0.0.1:9090", 0, 3)));
    var fine = new Scrapes(List.of(target("app", "10.0.0.1:9090", 1, 0)));
    Map<String, DirectScrape> direct = Map.of("hub", DirectScrape.TimedOut);

    var both = new Answer.Given(NOW, Map.of("hub", failing, "two", failing));
    assertThat(new Judge(rule, List.of(one, two), both, direct, NOW).decide(one).reason())
        .isEqualTo(Reason.NodeSuspected);
    assertThat(new Judge(rule, List.of(one, elsewhere), both, direct, NOW).decide(one).reason())
        .isEqualTo(Reason.ScrapeHang);
    var half = new Answer.Given(NOW, Map.of("hub", failing, "two", fine));
    assertThat(new Judge(rule, List.of(one, two), half, direct, NOW).decide(one).reason())
        .isEqualTo(Reason.ScrapeHang);
  }

  private static Reason hang(List<ScrapeTarget> targets, @Nullable DirectScrape direct) {
    PodFacts pod = pod().build();
    var answer = new Answer.Given(NOW, Map.of("hub", new Scrapes(targets)));
    Map<String, DirectScrape> scrapes = direct == null ? Map.of() : Map.of("hub", direct);
    var judge = new Judge(new Rule.ScrapeHang("hang", 3), List.of(pod), answer, scrapes, NOW);
    Decision decision = judge.decide(pod);
    assertThat(judge.clauses(pod).stream().filter(clause -> !clause.holds()).findFirst())
        .map(Clause::against)
        .isEqualTo(decision instanceof Decision.Stuck ? Optional.empty() : Optional.of(decision));
    return decision.reason();
  }

  private static ScrapeTarget target(String job, String instance, double up, int failed) {
    return new ScrapeTarget(
        job, instance, new Facts(Map.of(Fact.Up, up, Fact.Duration, 10.0)), failed);
  }

  private static Decision own(Map<Fact, Double> facts) {
    PodFacts pod = pod().build();
    var answer = new Answer.Given(NOW, Map.of("hub", new Matches(new Facts(facts))));
    var judge =
        new Judge(new Rule.OwnQuery("own", "x == 0", "x"), List.of(pod), answer, Map.of(), NOW);
    assertThat(judge.clauses(pod)).hasSize(1);
    return judge.decide(pod);
  }

  private static Row row(
      String name,
      UnaryOperator<PodFactsBuilder> pod,
      UnaryOperator<World> world,
      String value,
      Reason reason) {
    return new Row(name, pod, world, value, reason);
  }

  private static Row world(String name, UnaryOperator<World> world, String value, Reason reason) {
    return new Row(name, pod -> pod, world, value, reason);
  }

  /** One that may be judged. */
  static PodFactsBuilder pod() {
    return base().containerID("containerd://1");
  }

  private static PodFactsBuilder base() {
    return PodFactsBuilder.builder()
        .name("hub")
        .uid("uid")
        .container("hub")
        .workload("rs")
        .node("node")
        .ip("10.0.0.1")
        .running(true)
        .wasReady(true)
        .startedAt(NOW.minusSeconds(3600))
        .otherPorts(Set.of(8000));
  }

  /** The readings of a stuck pod, to be changed by a row. */
  static final class World {
    private final Map<Metric, Map<Fact, Double>> metrics = new HashMap<>();
    private final Map<Fact, Double> target = new EnumMap<>(Fact.class);
    private final Map<String, PodReadings> others = new HashMap<>();
    private final List<PodFacts> siblings = new ArrayList<>();

    World() {
      for (Metric metric : List.of(CLIENTS, SENT, ROUTINES)) {
        set(metric, Fact.Count, 12).set(metric, Fact.Up, 1).set(metric, Fact.Value, 4663);
      }
      set(CLIENTS, Fact.Min, 5000).set(SENT, Fact.Rate, 0).set(ROUTINES, Fact.Changes, 0);
      set(ROUTINES, Fact.Moved, 12);
      target(Fact.Interval, 5.0).target(Fact.Gap, 4.0);
    }

    World set(Metric metric, Fact fact, double value) {
      metrics.computeIfAbsent(metric, _ -> new EnumMap<>(Fact.class)).put(fact, value);
      return this;
    }

    World unset(Metric metric, Fact fact) {
      metrics.getOrDefault(metric, new HashMap<>()).remove(fact);
      return this;
    }

    World without(Metric metric) {
      metrics.remove(metric);
      return this;
    }

    World target(Fact fact, @Nullable Double value) {
      if (value == null) {
        target.remove(fact);
      } else {
        target.put(fact, value);
      }
      return this;
    }

    World interval(double seconds, double samples) {
      List.of(CLIENTS, SENT, ROUTINES).forEach(metric -> set(metric, Fact.Count, samples));
      return target(Fact.Interval, seconds).target(Fact.Gap, seconds);
    }

    World sibling(String workload, double changes) {
      siblings.add(pod().name("sibling").uid("sibling").workload(workload).build());
      others.put(
          "sibling",
          new Work(
              Map.of(
                  ROUTINES,
                  new Facts(Map.of(Fact.Changes, changes)),
                  SENT,
                  new Facts(Map.of(Fact.Rate, 7.0))),
              Facts.NONE));
      return this;
    }

    List<PodFacts> pods(PodFacts pod) {
      var all = new ArrayList<>(siblings);
      all.add(pod);
      return all;
    }

    Answer answer() {
      var facts = new HashMap<Metric, Facts>();
      metrics.forEach((metric, values) -> facts.put(metric, new Facts(values)));
      var pods = new HashMap<>(others);
      pods.put("hub", new Work(facts, new Facts(target)));
      return new Answer.Given(NOW, pods);
    }
  }
}
