package dev.stuckpod.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Rule.Kind;
import dev.stuckpod.operator.rules.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is thought of a pod that uses so much CPU, by what its container may use, row by row. */
class CpuLimitsTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final Metric CPU = Metric.of("cpu", null);
  private static final Rule BUSY = rule(new Sign.OfLimit(CPU, 0.9));
  private static final Rule CORES = rule(new Sign.AtLeast(CPU, 0.9));

  record Row(
      Rule rule, UnaryOperator<PodFactsBuilder> pod, double rate, Reason reason, String says) {}

  static List<Row> rows() {
    return List.of(
        row(p -> p.cpuLimit(1000), 0.9, Reason.BusyNoProgress, "0.9 of the CPU limit of 1."),
        row(p -> p.cpuLimit(1000), 0.89, Reason.NotBusy, "from 0.9 on"),
        row(p -> p.cpuLimit(1000), Double.NaN, Reason.NotBusy, "from 0.9 on"),
        row(p -> p.cpuLimit(1500), 1.35, Reason.BusyNoProgress, "CPU limit of 1.5."),
        row(p -> p.cpuLimit(1500), 1.34, Reason.NotBusy, "from 1.35 on"),
        row(p -> p.cpuLimit(100), 0.12, Reason.BusyNoProgress, "at least 0.09"),
        row(p -> p.cpuLimit(100), 0.13, Reason.CpuAboveLimit, "give the rule cores"),
        row(p -> p.cpuLimit(0), 0.97, Reason.NoCpuLimit, "resources.limits.cpu"),
        row(p -> p.cpuLimit(0), 0, Reason.NoCpuLimit, "of which rule busy takes a part"),
        row(p -> changed(p, -59), 0.97, Reason.CpuLimitChanged, "changed 59s ago"),
        row(p -> changed(p, -60), 0.97, Reason.BusyNoProgress, "CPU limit of 1."),
        // of a time that is over: what the limit was then is not known
        row(p -> changed(p, 7200), 0.97, Reason.CpuLimitChanged, "at 2026-01-15T14:00:00Z"),
        row(p -> p.cpuLimit(0).running(false), 0.97, Reason.NotRunning, "does not run"),
        new Row(CORES, p -> p.cpuLimit(0), 0.97, Reason.BusyNoProgress, "at least 0.9"),
        new Row(CORES, p -> changed(p, -1), 0.97, Reason.BusyNoProgress, "at least 0.9"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void thinksAsTheRowSays(Row row) {
    PodFacts pod = row.pod().apply(JudgeTest.pod()).build();
    var facts =
        new Facts(Map.of(Fact.Count, 12.0, Fact.Up, 1.0, Fact.Value, 7.0, Fact.Rate, row.rate()));
    var readings =
        new Work(Map.of(CPU, facts), new Facts(Map.of(Fact.Interval, 5.0, Fact.Gap, 4.0)));
    var answer = new Answer.Given(NOW, Map.of("hub", readings));
    var judge = new Judge(row.rule(), List.of(pod), answer, Map.of(), NOW);

    Decision decision = judge.decide(pod);

    assertThat(decision.reason()).as(decision.message()).isEqualTo(row.reason());
    assertThat(decision.message()).contains(row.says()).endsWith(".");
    boolean stuck = decision instanceof Decision.Stuck;
    assertThat(judge.clauses(pod).stream().allMatch(Clause::holds)).isEqualTo(stuck);
    assertThat(!stuck || judge.suspicious(pod)).isTrue();
  }

  private static PodFactsBuilder changed(PodFactsBuilder pod, int seconds) {
    return pod.cpuLimit(1000).limitSince(NOW.plusSeconds(seconds));
  }

  private static Row row(
      UnaryOperator<PodFactsBuilder> pod, double rate, Reason reason, String says) {
    return new Row(BUSY, pod, rate, reason, says);
  }

  private static Rule rule(Sign sign) {
    return new Rule.Clauses(
        "busy",
        Kind.BusyNoProgress,
        Duration.ofMinutes(1),
        List.of(),
        List.of(),
        List.of(sign),
        List.of());
  }
}
