package dev.stuckpod.operator.loadtest.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.loadtest.suspicion.Thought;
import dev.stuckpod.operator.loadtest.suspicion.Why;
import dev.stuckpod.operator.loadtest.window.Result.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a window comes to, row by row. It ends at noon. */
class ResultTest {

  private static final Instant END = Instant.parse("2026-01-15T12:00:00Z");
  private static final Seen WELL = seenFor(600, 2);
  private static final String BLIND = "no sidecar and no metrics";

  private static Seen seenFor(int since, int until) {
    return new Seen("c", END.minusSeconds(since), END.minusSeconds(until), Duration.ofSeconds(30));
  }

  record Pod(
      String name,
      int joined,
      @Nullable Integer left,
      boolean stuck,
      boolean suspected,
      boolean cleared,
      boolean was,
      int restarts,
      Seen seen) {

    Pod(String name) {
      this(name, 600, null, false, false, false, false, 0, WELL);
    }

    Pod stuckNow() {
      return new Pod(name, joined, left, true, true, false, true, restarts, seen);
    }

    Pod suspectedStill(boolean looked) {
      return new Pod(name, joined, left, stuck, true, looked, true, restarts, seen);
    }

    Pod wasSuspected() {
      return new Pod(name, joined, left, stuck, false, cleared, true, restarts, seen);
    }

    Pod restarted() {
      return new Pod(name, joined, left, stuck, suspected, cleared, was, 1, seenFor(60, 2));
    }

    Pod seen(Seen how) {
      return new Pod(name, joined, left, stuck, suspected, cleared, was, restarts, how);
    }

    Pod there(int from, @Nullable Integer until) {
      return new Pod(name, from, until, stuck, suspected, cleared, was, restarts, seen);
    }

    PodAccount account() {
      return new PodAccount(
          name,
          END.minusSeconds(joined),
          left == null ? null : END.minusSeconds(left),
          stuck,
          suspected,
          cleared,
          was,
          restarts,
          seen,
          BLIND);
    }
  }

  record Row(
      String name, Ending ending, Result.Why expected, List<PodResult> results, List<Pod> pods) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(String name, Result.Why expected, List<PodResult> results, Pod... pods) {
    return new Row(name, Ending.LoadEnded, expected, results, List.of(pods));
  }

  private static Pod a() {
    return new Pod("a");
  }

  private static Pod b() {
    return new Pod("b");
  }

  static List<Row> rows() {
    return List.of(
        row("all well", Result.Why.NothingStuck, List.of(PodResult.Ok, PodResult.Ok), a(), b()),
        row(
            "one stuck",
            Result.Why.Stuck,
            List.of(PodResult.Stuck, PodResult.Ok),
            a().stuckNow(),
            b()),
        row(
            "one stuck, one never seen",
            Result.Why.Stuck,
            List.of(PodResult.Stuck, PodResult.Unknown),
            a().stuckNow(),
            b().seen(Seen.NEVER)),
        row("no pods", Result.Why.NoPods, List.of()),
        row(
            "no sidecar and no reading",
            Result.Why.NotSeen,
            List.of(PodResult.Unknown, PodResult.Ok),
            a().seen(Seen.NEVER),
            b()),
        row(
            "seen for too short a time",
            Result.Why.NotSeen,
            List.of(PodResult.Unknown),
            a().seen(seenFor(13, 2))),
        row(
            "not seen at the end",
            Result.Why.NotSeen,
            List.of(PodResult.Unknown),
            a().seen(seenFor(600, 31))),
        row(
            "seen until a moment before the end",
            Result.Why.NothingStuck,
            List.of(PodResult.Ok),
            a().seen(seenFor(600, 29))),
        row(
            "suspected, and nobody could look",
            Result.Why.NotSeen,
            List.of(PodResult.Unknown, PodResult.Ok),
            a().suspectedStill(false),
            b()),
        row(
            "suspected still, and looked at",
            Result.Why.NothingStuck,
            List.of(PodResult.Ok),
            a().suspectedStill(true)),
        row(
            "suspected once",
            Result.Why.NothingStuck,
            List.of(PodResult.Recovered),
            a().wasSuspected()),
        row("restarted", Result.Why.NothingStuck, List.of(PodResult.Restarted), a().restarted()),
        row(
            "stuck and then restarted",
            Result.Why.Stuck,
            List.of(PodResult.Stuck),
            a().stuckNow().restarted()),
        row(
            "restarted and not seen since",
            Result.Why.NotSeen,
            List.of(PodResult.Unknown),
            a().restarted().seen(Seen.NEVER)),
        row(
            "left in the middle, healthy",
            Result.Why.NothingStuck,
            List.of(PodResult.Ok, PodResult.Ok),
            a().there(600, 300).seen(seenFor(600, 302)),
            b()),
        row(
            "left in the middle, suspected",
            Result.Why.NotSeen,
            List.of(PodResult.Unknown, PodResult.Ok),
            a().there(600, 300).seen(seenFor(600, 302)).suspectedStill(false),
            b()),
        row(
            "came just before the end",
            Result.Why.NothingStuck,
            List.of(PodResult.Brief, PodResult.Ok),
            a().there(29, null).seen(Seen.NEVER),
            b()),
        row(
            "came and went",
            Result.Why.NothingStuck,
            List.of(PodResult.Brief, PodResult.Ok),
            a().there(300, 280).seen(Seen.NEVER),
            b()),
        row(
            "nobody was there for long",
            Result.Why.NotSeen,
            List.of(PodResult.Brief),
            a().there(20, null).seen(Seen.NEVER)),
        new Row(
            "deadline",
            Ending.DeadlinePassed,
            Result.Why.DeadlinePassed,
            List.of(PodResult.Ok),
            List.of(a())),
        new Row(
            "deadline, one stuck",
            Ending.DeadlinePassed,
            Result.Why.Stuck,
            List.of(PodResult.Stuck),
            List.of(a().stuckNow())),
        new Row(
            "no load",
            Ending.LoadNeverRan,
            Result.Why.LoadNeverRan,
            List.of(PodResult.Ok),
            List.of(a())),
        new Row(
            "the load was deleted",
            Ending.LoadGone,
            Result.Why.NothingStuck,
            List.of(PodResult.Ok),
            List.of(a())),
        new Row(
            "the load has failed",
            Ending.LoadFailed,
            Result.Why.NothingStuck,
            List.of(PodResult.Ok),
            List.of(a())));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatAWindowComesTo(Row row) {
    Result result = result(row.ending(), row.pods());
    assertThat(result.why()).isEqualTo(row.expected());
    for (int i = 0; i < row.pods().size(); i++) {
      assertThat(result.pods().get(row.pods().get(i).name())).isEqualTo(row.results().get(i));
    }
    assertThat(result.sentence()).isNotBlank().endsWith(".").hasSizeLessThanOrEqualTo(512);
  }

  @Test
  void onlyNothingStuckIsASuccess() {
    for (Result.Why why : Result.Why.values()) {
      assertThat(why.word() == Result.Word.Succeeded).isEqualTo(why == Result.Why.NothingStuck);
    }
  }

  @Test
  void itIsSaidInASentence() {
    assertThat(result(Ending.LoadEnded, a().stuckNow(), b()).sentence())
        .isEqualTo("1 of 2 pods got stuck: a. Because.");
    assertThat(result(Ending.LoadEnded, a().restarted(), b()).sentence())
        .isEqualTo("No pod got stuck, of 2; 1 restarted: a.");
    assertThat(result(Ending.LoadEnded, a().seen(Seen.NEVER), b()).sentence())
        .isEqualTo(
            "It cannot be told of 1 of 2 pods whether it got stuck: a (no sidecar and no"
                + " metrics).");
    List<Pod> many = IntStream.range(0, 7).mapToObj(i -> new Pod("p" + i).stuckNow()).toList();
    assertThat(result(Ending.LoadEnded, many).sentence())
        .isEqualTo("7 of 7 pods got stuck: p0, p1, p2 and 4 more. Because.");
    assertThat(result(Ending.LoadEnded, a().stuckNow(), b().restarted()).counts())
        .isEqualTo(new Counts(2, 1, 0, 1, 0));
  }

  @Test
  void aPodIsSeenWhileASenseThatCouldNoticeSomethingAnswers() {
    Seen seen = Seen.NEVER;
    var blind = List.of(clear(Why.NothingLively), clear(Why.Answered), clear(Why.NoLoad));
    seen = seen.next("c", blind, END);
    assertThat(seen.lasting(END)).isZero();
    for (int i = 0; i <= 60; i += 3) {
      seen = seen.next("c", List.of(clear(Why.NothingRead), clear(Why.NobodyWaits)), after(i));
    }
    assertThat(seen.lasting(after(60))).isEqualTo(Duration.ofSeconds(60));
    for (int i = 63; i <= 87; i += 3) {
      seen = seen.next("c", blind, after(i));
    }
    seen = seen.next("c", List.of(clear(Why.Moves)), after(90));
    assertThat(seen.lasting(after(90)))
        .as("a moment is no break")
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(seen.next("c", List.of(clear(Why.Moves)), after(121)).lasting(after(121)))
        .as("half a minute is one")
        .isZero();
    assertThat(seen.next("d", List.of(clear(Why.Moves)), after(93)).lasting(after(93)))
        .as("another container")
        .isZero();
    assertThat(seen.lasting(after(121))).as("not of late").isZero();
  }

  @Test
  void whoIsAskedOnceAMinuteIsSeenNoLess() {
    Seen seen = Seen.every(Duration.ofMinutes(1));
    for (int i = 0; i <= 300; i += 60) {
      seen = seen.next("c", List.of(clear(Why.NobodyWaits)), after(i));
    }
    assertThat(seen.lasting(after(359))).isEqualTo(Duration.ofMinutes(5));
    assertThat(seen.lasting(after(481))).isZero();
    assertThat(seen.next("d", List.of(clear(Why.Moves)), after(310)).pause())
        .isEqualTo(Duration.ofMinutes(3));
    assertThat(Seen.every(Duration.ofSeconds(3))).isEqualTo(Seen.NEVER);
  }

  private static Thought clear(Why why) {
    return new Thought.Clear(why, "");
  }

  private static Instant after(int seconds) {
    return END.plusSeconds(seconds);
  }

  private static Result result(Ending ending, Pod... pods) {
    return result(ending, List.of(pods));
  }

  private static Result result(Ending ending, List<Pod> pods) {
    List<PodAccount> accounts = pods.stream().map(Pod::account).toList();
    boolean stuck = pods.stream().anyMatch(Pod::stuck);
    return Result.of(accounts, ending, stuck ? "Because." : "", END);
  }
}
