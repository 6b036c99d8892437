package dev.stuckpod.operator.loadtest.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.loadtest.suspicion.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where a window is in its life, row by row. It starts at noon, settles for a minute, has an hour.
 */
class LifeTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final During TEN_MINUTES = new During.For(Duration.ofMinutes(10));
  private static final During AN_HOUR = new During.For(Duration.ofHours(1));
  private static final During CHILD = new During.Child("soak");
  private static final During BY_HAND = new During.ByHand();
  private static final ChildState NONE = ChildState.NotThere;

  record Row(
      String name,
      During during,
      boolean ended,
      Recorded recorded,
      ChildState child,
      int second,
      boolean looks,
      int watchingSince,
      String expected) {

    Row(String name, During during, ChildState child, int second, String expected) {
      this(name, during, false, Recorded.begun(NOON), child, second, false, 0, expected);
    }

    Row closed() {
      return new Row(name, during, true, recorded, child, second, looks, watchingSince, expected);
    }

    /** The load was seen to run. */
    Row seen() {
      return recorded(new Recorded(NOON, true, null, null, null));
    }

    /** The load has ended. */
    Row settling(int at, Ending why) {
      return recorded(new Recorded(NOON, true, LifeTest.at(at), why, null));
    }

    Row recorded(Recorded its) {
      return new Row(name, during, ended, its, child, second, looks, watchingSince, expected);
    }

    Row whileLooking() {
      return new Row(name, during, ended, recorded, child, second, true, watchingSince, expected);
    }

    Row watchingSince(int since) {
      return new Row(name, during, ended, recorded, child, second, looks, since, expected);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  static List<Row> rows() {
    return List.of(
        new Row("begins", TEN_MINUTES, NONE, 0, "Open Assumed"),
        new Row("its time is not over", TEN_MINUTES, NONE, 599, "Open Assumed"),
        new Row("its time is over", TEN_MINUTES, NONE, 600, "Settling 600..660"),
        new Row("its time was over a while ago", TEN_MINUTES, NONE, 640, "Settling 600..660"),
        new Row("settled", TEN_MINUTES, NONE, 660, "Completed LoadEnded"),
        new Row("closed before", TEN_MINUTES, NONE, 60, "Settling 60..120").closed(),
        new Row("until then", new During.Until(at(90)), NONE, 89, "Open Assumed"),
        new Row("then", new During.Until(at(90)), NONE, 90, "Settling 90..150"),
        new Row("until yesterday", new During.Until(at(-90)), NONE, 1, "Settling 0..60"),
        new Row("by hand", BY_HAND, NONE, 3599, "Open Assumed"),
        new Row(
            "by hand, and its command runs", BY_HAND, ChildState.Running, 99, "Open Running seen"),
        new Row("it may not run any more", BY_HAND, NONE, 199, "Open Assumed").seen(),
        new Row("closed by hand", BY_HAND, NONE, 99, "Settling 99..159").closed(),
        new Row("closed, whoever runs", BY_HAND, ChildState.Running, 99, "Settling 99..159")
            .closed(),
        new Row(
            "it runs for too long", BY_HAND, ChildState.Running, 3600, "Completed DeadlinePassed"),
        new Row("nobody closes it", BY_HAND, NONE, 3600, "Completed DeadlinePassed"),
        new Row("closed too late, but closed", BY_HAND, NONE, 3700, "Settling 3700..3760").closed(),
        new Row(
            "would last beyond its deadline",
            new During.For(Duration.ofHours(2)),
            NONE,
            9000,
            "Completed DeadlinePassed"),
        new Row("ends as the deadline passes", AN_HOUR, NONE, 3640, "Settling 3600..3660"),
        new Row("settles beyond it", AN_HOUR, NONE, 3660, "Completed LoadEnded"),
        new Row("looks are waited for beyond it", AN_HOUR, NONE, 3839, "Settling 3600..3660")
            .whileLooking(),
        new Row("and no longer than three minutes", AN_HOUR, NONE, 3840, "Completed LoadEnded")
            .whileLooking(),
        new Row("no TestRun yet", CHILD, NONE, 99, "Open Calm"),
        new Row("a TestRun that waits", CHILD, ChildState.Waiting, 99, "Open Calm"),
        new Row("it runs", CHILD, ChildState.Running, 99, "Open Running seen"),
        new Row("it has run", CHILD, ChildState.Done, 99, "Settling 99..159").seen(),
        new Row(
            "it had run when it was first seen", CHILD, ChildState.Done, 99, "Settling 99..159"),
        new Row("it has failed", CHILD, ChildState.Failed, 99, "Settling 99..159").seen(),
        new Row("it failed before it ran", CHILD, ChildState.Failed, 200, "Completed LoadNeverRan")
            .recorded(new Recorded(NOON, false, at(99), Ending.LoadNeverRan, null)),
        new Row("it has run and is gone", CHILD, NONE, 99, "Settling 99..159").seen(),
        new Row("nobody says what it does", CHILD, ChildState.Unreadable, 99, "Open Assumed")
            .seen(),
        new Row("nor whether it has begun", CHILD, ChildState.Unreadable, 99, "Open Calm"),
        new Row("'started' for ever", CHILD, ChildState.Running, 3600, "Completed DeadlinePassed"),
        new Row("never there", CHILD, NONE, 3600, "Completed DeadlinePassed"),
        new Row("a look is under way", TEN_MINUTES, NONE, 661, "Settling 600..660").whileLooking(),
        new Row("for too long", TEN_MINUTES, NONE, 840, "Completed LoadEnded").whileLooking(),
        new Row("a new operator, settling", TEN_MINUTES, NONE, 640, "Settling 600..660")
            .settling(600, Ending.LoadEnded)
            .watchingSince(620),
        new Row("a new operator, late", TEN_MINUTES, NONE, 700, "Settling 600..730")
            .settling(600, Ending.LoadEnded)
            .watchingSince(700),
        new Row("it has watched", TEN_MINUTES, NONE, 730, "Completed LoadEnded")
            .settling(600, Ending.LoadEnded)
            .watchingSince(700),
        new Row(
                "an operator that starts again and again",
                TEN_MINUTES,
                NONE,
                840,
                "Completed LoadEnded")
            .settling(600, Ending.LoadEnded)
            .watchingSince(839),
        new Row("a recorded end stays", CHILD, ChildState.Running, 120, "Settling 99..159")
            .settling(99, Ending.LoadGone),
        new Row("over", TEN_MINUTES, ChildState.Running, 5000, "Completed Closed")
            .recorded(new Recorded(NOON, true, at(9), Ending.Closed, at(69))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whereAWindowIs(Row row) {
    Life.Next next = next(row);
    assertThat(words(next)).isEqualTo(row.expected());
  }

  /** What was recorded is all that is known after a crash, whenever that was. */
  @ParameterizedTest
  @MethodSource("rows")
  void askedAgainWithWhatWasRecordedItSaysTheSame(Row row) {
    Life.Next once = next(row);
    Life.Next again = next(row.recorded(once.recorded()));
    assertThat(again.stage()).isEqualTo(once.stage());
    assertThat(again.recorded()).isEqualTo(once.recorded());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, Waiting",
        "initialization, Waiting",
        "initialized, Waiting",
        "created, Waiting",
        "started, Running",
        "stopped, Done",
        "finished, Done",
        "error, Failed",
        "something new, Waiting"
      })
  void whatATestRunDoes(@Nullable String stage, ChildState expected) {
    assertThat(ChildState.ofTestRun(stage)).isEqualTo(expected);
  }

  @Test
  void whatAJobDoes() {
    assertThat(ChildState.ofJob(0, List.of())).isEqualTo(ChildState.Waiting);
    assertThat(ChildState.ofJob(2, List.of())).isEqualTo(ChildState.Running);
    assertThat(ChildState.ofJob(2, List.of("Suspended"))).isEqualTo(ChildState.Waiting);
    assertThat(ChildState.ofJob(1, List.of("FailureTarget"))).isEqualTo(ChildState.Failed);
    assertThat(ChildState.ofJob(0, List.of("Failed"))).isEqualTo(ChildState.Failed);
    assertThat(ChildState.ofJob(0, List.of("Complete"))).isEqualTo(ChildState.Done);
  }

  private static Life.Next next(Row row) {
    return Life.next(
        new WindowTimes(row.during(), Duration.ofMinutes(1), Duration.ofHours(1), row.ended()),
        row.recorded(),
        row.child(),
        at(row.watchingSince()),
        row.looks(),
        at(row.second()));
  }

  private static String words(Life.Next next) {
    return switch (next.stage()) {
      case Stage.Open(Load load) ->
          "Open " + load + (next.recorded().loadSeen() ? ofSeen(load) : "");
      case Stage.Settling(Instant ended, Instant until) ->
          "Settling %d..%d"
              .formatted(
                  Duration.between(NOON, ended).toSeconds(),
                  Duration.between(NOON, until).toSeconds());
      case Stage.Completed completed -> "Completed " + completed.ending();
    };
  }

  private static String ofSeen(Load load) {
    return load == Load.Running ? " seen" : "";
  }
}
