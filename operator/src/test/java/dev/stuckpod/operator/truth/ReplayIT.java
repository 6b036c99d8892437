package dev.stuckpod.operator.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.operator.decide.Clause;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.readings.AsOf;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.readings.Past.Seen;
import dev.stuckpod.operator.readings.Past.Told;
import dev.stuckpod.operator.readings.Ticks;
import dev.stuckpod.operator.replay.Firing;
import dev.stuckpod.operator.replay.Outcome;
import dev.stuckpod.operator.replay.PastPod;
import dev.stuckpod.operator.replay.Replay;
import dev.stuckpod.operator.rules.Way;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A time that is over is judged as it would have been when it was the present. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayIT {

  private static final int LENGTH = 2400;
  private static final int AT = 900;
  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration HOLD = Duration.ofSeconds(20);
  private static final Ticks TICKS =
      Ticks.of(Past.NOW.minusSeconds(AT + 300), Past.NOW.minusSeconds(AT - 300), TICK);
  private static final Criteria ALL = new Criteria(Rules.WAYS, "", HOLD);

  private static final List<Happening> HAPPENINGS =
      List.of(
          Happening.NOTHING,
          Happening.RESTART,
          Happening.GAP,
          Happening.STANDBY,
          Happening.REMOVED,
          Happening.JOB,
          Happening.FREEZE,
          Happening.GREETS,
          Happening.BUSY,
          Happening.CLIMBS,
          Happening.LEFT_OVER);

  private final List<Life> lives = new ArrayList<>();
  private @Nullable Prometheus prometheus;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    var past = new Past();
    for (Happening happening : HAPPENINGS) {
      lives.addAll(Cast.of(happening, LENGTH, AT));
    }
    lives.forEach(life -> Metrics.write(life, past));
    prometheus = Prometheus.knowing(past);
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void firesAtTheTickAtWhichTheOperatorWouldHave() {
    Outcome outcome = bed().replay(ALL, lives).over(TICKS, _ -> {});

    assertThat(outcome.failed()).isNull();
    assertThat(outcome.until()).isEqualTo(TICKS.to());
    Map<String, Instant> fired = new HashMap<>();
    outcome.firings().forEach(one -> fired.putIfAbsent(one.pod(), one.at()));
    assertThat(fired).isEqualTo(lived()).containsKeys("freeze", "greets", "busy", "climbs");
    assertThat(fired)
        .doesNotContainKeys("nothing", "restart", "gap", "standby-a", "job", "removed");
  }

  @Test
  void tellsClauseByClauseWhyAndForHowLongItCouldNotTell() {
    Outcome outcome = bed().replay(only("beat-by-counter"), lives).over(TICKS, _ -> {});

    Firing freeze =
        outcome.firings().stream().filter(f -> f.pod().equals("freeze")).findFirst().orElseThrow();
    assertThat(Duration.between(freeze.since(), freeze.at())).isEqualTo(HOLD);
    assertThat(freeze.until()).isEqualTo(TICKS.to());
    assertThat(freeze.why().clauses())
        .extracting(Clause::clause, Clause::threshold, Clause::holds)
        .containsExactly(tuple("stopped", "no growth", true));
    Outcome.OfRule rule = outcome.rules().getFirst();
    assertThat(rule.fired()).isEqualTo(rule.pods()).isEqualTo(outcome.firings().size());
    assertThat(rule.unknown()).extracting(Outcome.Unknown::reason).contains("TooYoung");
    assertThat(rule.unknownShare()).isBetween(0.001, 0.2);
  }

  @Test
  void saysHowFarItCameWhereThereWouldBeTooManyQuestions() {
    var replay =
        new Replay(ALL, bed().source(), bed().past(), Life.NAMESPACE, pods(), ALL.ways().size());

    assertThat(replay.over(TICKS, _ -> {}).until()).isBefore(TICKS.to());
  }

  @Test
  void whoIsGoneIsSeenByTheSeriesThatThereWere() {
    var ticks = Ticks.of(Past.NOW.minusSeconds(AT + 300), Past.NOW, Duration.ofMinutes(1));

    Told told =
        bed().past().seen(only("queue-grows").rules(), Life.NAMESPACE, "(remo|fre).*", ticks);

    assertThat(((Told.Given) told).pods())
        .extracting(Seen::pod, Seen::container)
        .containsExactly(tuple("freeze", "app"), tuple("removed", "app"));
    Seen removed = ((Told.Given) told).pods().getLast();
    assertThat(removed.first()).isEqualTo(ticks.from());
    assertThat(removed.last()).isBetween(Past.NOW.minusSeconds(AT + 60), Past.NOW.minusSeconds(AT));
  }

  /** Each evaluation at its own time, as the operator makes them; who fired first, and when. */
  private Map<String, Instant> lived() {
    var memory = new JudgingMemory();
    var fired = new HashMap<String, Instant>();
    var present = new Present();
    var evaluation = new Evaluation((_, _) -> DirectScrape.NotAsked, present);
    for (int i = 0; i < TICKS.count(); i++) {
      Instant now = TICKS.at(i);
      present.now = now;
      var there = pods().stream().map(pod -> pod.at(now)).flatMap(Optional::stream).toList();
      var result =
          evaluation.evaluate(
              ALL, new AsOf(bed().source(), now), Life.NAMESPACE, there, memory, Set.of());
      memory.note(result, ALL, now).due().forEach(one -> fired.putIfAbsent(one.pod().name(), now));
    }
    return fired;
  }

  private List<PastPod> pods() {
    return lives.stream().map(Bed::pod).toList();
  }

  private static Criteria only(String rule) {
    List<Way> ways = Rules.WAYS.stream().filter(way -> way.name().equals(rule)).toList();
    return new Criteria(ways, "", HOLD);
  }

  private Bed bed() {
    return new Bed(Objects.requireNonNull(prometheus).url());
  }
}
