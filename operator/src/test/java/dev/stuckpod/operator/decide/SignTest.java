package dev.stuckpod.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Rule.Kind;
import dev.stuckpod.operator.rules.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is thought of a pod by each sign, row by row. */
class SignTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final double SECONDS = NOW.getEpochSecond();
  private static final Metric A = Metric.of("a", null);
  private static final Metric B = Metric.of("b", null);

  private static final Rule BEAT = rule(Kind.Heartbeat, new Sign.Older(A, Duration.ofMinutes(1)));
  private static final Rule TURNS = rule(Kind.Heartbeat, new Sign.Stopped(A));
  private static final Rule BUSY = rule(Kind.BusyNoProgress, new Sign.AtLeast(A, 0.9));
  private static final Rule SHARE = rule(Kind.Threads, new Sign.Share(A, B, 0.8));
  private static final Rule QUEUE =
      new Rule.Clauses(
          "queue",
          Kind.QueueGrows,
          Duration.ofMinutes(1),
          List.of(),
          List.of(new Counter.AtMost(B, 0)),
          List.of(new Sign.Grows(A, 10)),
          List.of());
  private static final Rule RESIDUE =
      new Rule.Clauses(
          "residue",
          Kind.Residue,
          Duration.ofMinutes(1),
          List.of(new Load(A, 10)),
          List.of(),
          List.of(new Sign.Stopped(B)),
          List.of(A));

  record Row(Rule rule, Map<Fact, Double> a, Map<Fact, Double> b, Reason reason, String says) {}

  static List<Row> rows() {
    return List.of(
        one(BEAT, Map.of(Fact.Newest, SECONDS - 61), Reason.HeartbeatMissed, "1m1s ago"),
        one(BEAT, Map.of(Fact.Newest, SECONDS - 60), Reason.HeartbeatSeen, "1m ago"),
        one(
            BEAT,
            Map.of(Fact.Newest, SECONDS - 61, Fact.Changes, 1.0),
            Reason.HeartbeatSeen,
            "its clock is behind"),
        one(BEAT, Map.of(Fact.Newest, SECONDS + 59), Reason.HeartbeatSeen, "0s ago"),
        one(BEAT, Map.of(Fact.Newest, SECONDS + 61), Reason.ClocksDiffer, "future"),
        one(BEAT, Map.of(Fact.Newest, SECONDS * 1000), Reason.ClocksDiffer, "seconds since 1970"),
        one(BEAT, Map.of(Fact.Newest, 0.0), Reason.NeverCounted, "no time was noted"),
        one(BEAT, Map.of(Fact.Newest, Double.NaN), Reason.NeverCounted, "no time was noted"),
        one(BEAT, Map.of(), Reason.NeverCounted, "no time was noted"),
        one(TURNS, Map.of(Fact.Rate, 0.0), Reason.HeartbeatMissed, "stood at 7 for 1m"),
        one(TURNS, Map.of(Fact.Rate, 0.1), Reason.CounterMoves, "0.1/s"),
        one(TURNS, Map.of(Fact.Born, 3.0), Reason.CounterMoves, "0.05/s"),
        one(TURNS, Map.of(Fact.Rate, Double.NaN), Reason.CounterMoves, "NaN"),
        one(TURNS, Map.of(Fact.Resets, 1.0), Reason.CounterReset, "reset"),
        one(TURNS, Map.of(Fact.Value, 0.0), Reason.NeverCounted, "not counted anything"),
        one(BUSY, Map.of(Fact.Rate, 0.9), Reason.BusyNoProgress, "0.9/s"),
        one(BUSY, Map.of(Fact.Rate, 0.89), Reason.NotBusy, "from 0.9 on"),
        one(BUSY, Map.of(Fact.Rate, Double.NaN), Reason.NotBusy, "from 0.9 on"),
        one(BUSY, Map.of(Fact.Born, 300.0), Reason.NotBusy, "0/s"),
        two(
            SHARE,
            Map.of(Fact.Min, 8.0),
            Map.of(Fact.Max, 10.0),
            Reason.ThreadsStuck,
            "part of 0.8"),
        two(SHARE, Map.of(Fact.Min, 7.0), Map.of(Fact.Max, 10.0), Reason.ThreadsRun, "part of 0.7"),
        two(SHARE, Map.of(Fact.Min, 0.0), Map.of(Fact.Max, 0.0), Reason.MetricAbsent, "or b is 0"),
        two(SHARE, Map.of(), Map.of(Fact.Max, 10.0), Reason.MetricAbsent, "not there throughout"),
        one(QUEUE, queue(5, 15, 5), Reason.QueueGrows, "went from 5 to 15"),
        one(QUEUE, queue(5, 14, 5), Reason.QueueDrains, "went from 5 to 14"),
        one(QUEUE, queue(5, 15, 0), Reason.QueueDrains, "its least was 0"),
        one(QUEUE, queue(25, 15, 5), Reason.QueueDrains, "went from 25 to 15"),
        one(QUEUE, Map.of(Fact.Value, 15.0), Reason.MetricAbsent, "throughout"),
        two(QUEUE, queue(5, 15, 5), Map.of(Fact.Rate, 1.0), Reason.CounterMoves, "b grew by 1/s"),
        one(RESIDUE, held(11, 0, 4), Reason.Residue, "b stood at 7"),
        one(RESIDUE, held(10, 0, 4), Reason.Idle, "as low as 10"),
        one(RESIDUE, held(11, 1, 4), Reason.GaugeMoves, "changed 1 times"),
        one(RESIDUE, held(11, 0, 0), Reason.NeverMoved, "proves nothing"),
        two(RESIDUE, held(11, 0, 4), Map.of(Fact.Rate, 1.0), Reason.CounterMoves, "b grew by 1/s"),
        two(RESIDUE, held(11, 0, 4), Map.of(Fact.Value, 0.0), Reason.NeverCounted, "b: it has"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void thinksAsTheRowSays(Row row) {
    PodFacts pod = JudgeTest.pod().build();
    var readings =
        new Work(
            Map.of(A, facts(row.a()), B, facts(row.b())),
            new Facts(Map.of(Fact.Interval, 5.0, Fact.Gap, 4.0)));
    var answer = new Answer.Given(NOW, Map.of("hub", readings));
    var judge = new Judge(row.rule(), List.of(pod), answer, Map.of(), NOW.plusSeconds(30));

    Decision decision = judge.decide(pod);

    assertThat(decision.reason()).as(decision.message()).isEqualTo(row.reason());
    assertThat(decision.message()).contains(row.says()).endsWith(".");
    assertThat(judge.clauses(pod).stream().allMatch(Clause::holds))
        .isEqualTo(decision instanceof Decision.Stuck);
  }

  private static Map<Fact, Double> queue(double then, double now, double least) {
    return Map.of(Fact.Then, then, Fact.Value, now, Fact.Min, least);
  }

  private static Map<Fact, Double> held(double least, double changes, double moved) {
    return Map.of(Fact.Min, least, Fact.Changes, changes, Fact.Moved, moved);
  }

  private static Row one(Rule rule, Map<Fact, Double> a, Reason reason, String says) {
    return new Row(rule, a, Map.of(), reason, says);
  }

  private static Row two(
      Rule rule, Map<Fact, Double> a, Map<Fact, Double> b, Reason reason, String says) {
    return new Row(rule, a, b, reason, says);
  }

  private static Facts facts(Map<Fact, Double> more) {
    var facts = new HashMap<>(Map.of(Fact.Count, 12.0, Fact.Up, 1.0, Fact.Value, 7.0));
    facts.putAll(more);
    return new Facts(facts);
  }

  private static Rule rule(Kind kind, Sign sign) {
    return new Rule.Clauses(
        "rule", kind, Duration.ofMinutes(1), List.of(), List.of(), List.of(sign), List.of());
  }
}
