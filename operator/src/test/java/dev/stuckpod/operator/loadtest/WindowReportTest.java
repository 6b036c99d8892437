package dev.stuckpod.operator.loadtest;

import static dev.stuckpod.operator.loadtest.Watching.DEADLOCK;
import static dev.stuckpod.operator.loadtest.Watching.INTERVAL;
import static dev.stuckpod.operator.loadtest.Watching.NO_DUMP;
import static dev.stuckpod.operator.loadtest.Watching.NO_LOCKS;
import static dev.stuckpod.operator.loadtest.Watching.NO_SIDECAR;
import static dev.stuckpod.operator.loadtest.Watching.SEEN;
import static dev.stuckpod.operator.loadtest.Watching.SILENT;
import static dev.stuckpod.operator.loadtest.Watching.START;
import static dev.stuckpod.operator.loadtest.Watching.UNREAD;
import static dev.stuckpod.operator.loadtest.Watching.WELL;
import static dev.stuckpod.operator.loadtest.Watching.at;
import static dev.stuckpod.operator.loadtest.Watching.joined;
import static dev.stuckpod.operator.loadtest.Watching.look;
import static dev.stuckpod.operator.loadtest.Watching.looked;
import static dev.stuckpod.operator.loadtest.Watching.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.reasons.SucceededReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowPods;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.loadtest.WindowReport.Gap;
import dev.stuckpod.operator.loadtest.suspicion.Load;
import dev.stuckpod.operator.loadtest.suspicion.Thought;
import dev.stuckpod.operator.loadtest.suspicion.Why;
import dev.stuckpod.operator.loadtest.window.Ending;
import dev.stuckpod.operator.loadtest.window.Life;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.Recorded;
import dev.stuckpod.operator.loadtest.window.Stage;
import dev.stuckpod.operator.opening.Slots;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a window's status says, row by row. It began a minute ago. */
class WindowReportTest {

  private static final LoadTestWindowStatus NEW = LoadTestWindowStatusBuilder.builder().build();
  private static final Instant NOW = at(62);
  private static final Thought LATE = Thought.clear(Why.LoadNotSeen, "It was not scraped before.");

  /**
   * A row.
   *
   * @param expected conditions, how far the load is, result, and its sentence
   */
  record Row(
      String what, Life.Next next, List<Account> accounts, @Nullable Gap gap, String expected) {

    Row(String what, Life.Next next, List<Account> accounts, String expected) {
      this(what, next, accounts, null, expected);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "it waits for its load",
            open(Load.Calm),
            List.of(well("a")),
            """
            Open=True/WaitingForLoad Completed=False/LoadRunning Succeeded=Unknown/Undecided
            Waiting, null: null\
            """),
        new Row(
            "the load runs",
            open(Load.Running),
            List.of(well("a")),
            """
            Open=True/Open Completed=False/LoadRunning Succeeded=Unknown/Undecided
            Running, null: null\
            """),
        new Row(
            "a pod is stuck, and the load runs",
            open(Load.Assumed),
            List.of(well("a"), looked("b", DEADLOCK)),
            """
            Open=True/Open Completed=False/LoadRunning Succeeded=False/Stuck
            Running, Stuck: 1 of 2 pods got stuck: b. hub.go:354 waits.\
            """),
        new Row(
            "it settles",
            settling(Ending.LoadEnded, 90),
            List.of(well("a")),
            """
            Open=True/LoadEnded Completed=False/Settling Succeeded=Unknown/Undecided
            Settling, null: null\
            """),
        new Row(
            "it has settled, and a dump is waited for",
            settling(Ending.Closed, 61),
            List.of(well("a")),
            """
            Open=True/LoadClosed Completed=False/Looking Succeeded=Unknown/Undecided
            Settling, null: null\
            """),
        new Row(
            "nothing is stuck",
            completed(Ending.LoadEnded),
            List.of(well("a"), well("b")),
            """
            Open=False/Closed Completed=True/Settled Succeeded=True/NothingStuck
            Ended, Succeeded: No pod got stuck, of 2.\
            """),
        new Row(
            "the load has failed, which is not the pods' matter",
            completed(Ending.LoadFailed),
            List.of(well("a")),
            """
            Open=False/Closed Completed=True/Settled Succeeded=True/NothingStuck
            Ended, Succeeded: No pod got stuck, of 1.\
            """),
        new Row(
            "stuck",
            completed(Ending.LoadEnded),
            List.of(looked("a", DEADLOCK), look(joined("b"), 0, 60, NO_SIDECAR)),
            """
            Open=False/Closed Completed=True/Settled Succeeded=False/Stuck
            Ended, Stuck: 1 of 2 pods got stuck: a. hub.go:354 waits.\
            """),
        new Row(
            "stuck at the deadline",
            completed(Ending.DeadlinePassed),
            List.of(looked("a", DEADLOCK)),
            """
            Open=False/Closed Completed=True/DeadlinePassed Succeeded=False/Stuck
            Unknown, Stuck: 1 of 1 pods got stuck: a. hub.go:354 waits.\
            """),
        unknown(
            "nobody is there",
            Ending.LoadEnded,
            List.of(),
            "NoPods",
            "There was no pod to be watched: look at the selector."),
        unknown(
            "no sidecar",
            Ending.LoadEnded,
            List.of(well("a"), look(joined("b"), 0, 60, NO_SIDECAR)),
            "NoSidecar",
            "It cannot be told of 1 of 2 pods whether it got stuck: b (It has no sidecar.)."),
        unknown(
            "no reading",
            Ending.LoadEnded,
            List.of(look(joined("a"), 0, 60, SILENT, UNREAD)),
            "NoReading",
            "It cannot be told of 1 of 1 pods whether it got stuck: a"
                + " (Its sidecar does not answer.)."),
        unknown(
            "seen for too short a time by a process that has begun anew",
            Ending.LoadEnded,
            List.of(well("b"), look(Account.recalled("a", START, INTERVAL), 57, 60, SEEN, WELL)),
            "NotWatched",
            "It cannot be told of 1 of 2 pods whether it got stuck: a"
                + " (The operator was away, and has not seen it for long enough since.)."),
        unknown(
            "the operator has begun anew, and reads metrics alone, which say too little now",
            Ending.LoadEnded,
            List.of(look(Account.recalled("a", START, INTERVAL), 30, 60, NO_LOCKS, LATE)),
            "NotWatched",
            "It cannot be told of 1 of 1 pods whether it got stuck: a (The operator was away, and"
                + " has not seen it for long enough since. Its sidecar does not know its"
                + " runtime.)."),
        unknown(
            "the operator has begun anew, and the pod does not answer any more",
            Ending.LoadEnded,
            List.of(look(Account.recalled("a", START, INTERVAL), 30, 60, SILENT, UNREAD)),
            "NoReading",
            "It cannot be told of 1 of 1 pods whether it got stuck: a"
                + " (Its sidecar does not answer.)."),
        unknown(
            "suspected, and no dump",
            Ending.LoadEnded,
            List.of(looked("a", NO_DUMP), look(joined("b"), 0, 60, NO_SIDECAR)),
            "NobodyLooked",
            "It cannot be told of 2 of 2 pods whether it got stuck: a, b"
                + " (Looked at 12:00:38, got no dump. The sidecar was gone.)."),
        unknown(
            "the load never ran",
            Ending.LoadNeverRan,
            List.of(well("a")),
            "LoadNotBegun",
            "The load failed before it ran, so nothing was tested."),
        new Row(
            "nobody closed it",
            completed(Ending.DeadlinePassed),
            List.of(well("a")),
            """
            Open=False/Closed Completed=True/DeadlinePassed Succeeded=Unknown/DeadlinePassed
            Unknown, Unknown: The deadline passed, and nobody said that the load had ended: what \
            would have come cannot be told.\
            """),
        new Row(
            "a gap, where it would be green",
            completed(Ending.LoadGone),
            List.of(well("a")),
            new Gap(SucceededReason.LoadLost, "Job load was deleted."),
            """
            Open=False/Closed Completed=True/Settled Succeeded=Unknown/LoadLost
            Ended, Unknown: Job load was deleted.\
            """),
        new Row(
            "a gap, which says why nobody is there",
            completed(Ending.LoadEnded),
            List.of(),
            new Gap(SucceededReason.PolicyNotFound, "There is no StuckPolicy hub."),
            """
            Open=False/Closed Completed=True/Settled Succeeded=Unknown/PolicyNotFound
            Ended, Unknown: There is no StuckPolicy hub.\
            """),
        new Row(
            "a gap, which says what the deadline does not",
            completed(Ending.DeadlinePassed),
            List.of(well("a")),
            new Gap(SucceededReason.LoadNotFound, "Job load was never there."),
            """
            Open=False/Closed Completed=True/DeadlinePassed Succeeded=Unknown/LoadNotFound
            Unknown, Unknown: Job load was never there.\
            """),
        new Row(
            "a gap, and a pod is stuck",
            completed(Ending.LoadEnded),
            List.of(looked("a", DEADLOCK)),
            new Gap(SucceededReason.TooManyPods, "There were more."),
            """
            Open=False/Closed Completed=True/Settled Succeeded=False/Stuck
            Ended, Stuck: 1 of 1 pods got stuck: a. hub.go:354 waits.\
            """),
        new Row(
            "a gap, and the window is open",
            open(Load.Running),
            List.of(),
            new Gap(SucceededReason.PolicyNotFound, "There is no StuckPolicy hub."),
            """
            Open=True/Open Completed=False/LoadRunning Succeeded=Unknown/Undecided
            Running, null: null\
            """));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void says(Row row) {
    assertThat(told(report(NEW, row.next(), row.accounts(), List.of(), row.gap(), NOW)))
        .isEqualTo(row.expected());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theSameTwiceIsNotWrittenAgain(Row row) {
    List<Note> notes = List.of(new Note("a", NoteReason.Looked, "Nothing.", at(40)));
    LoadTestWindowStatus first = report(NEW, row.next(), row.accounts(), notes, row.gap(), NOW);
    assertThat(report(first, row.next(), row.accounts(), notes, row.gap(), NOW.plusSeconds(2)))
        .isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void noEndingMakesAWindowGreenInWhichNobodyWasSeen(Ending ending) {
    var status = report(NEW, completed(ending), List.of(joined("a")), List.of(), null, NOW);
    assertThat(status.result()).isEqualTo(LoadTestWindowStatus.Result.Unknown);
  }

  @Test
  void saysWhenWhoAndWhatElse() {
    LoadTestWindowStatus status =
        report(
            NEW,
            completed(Ending.LoadEnded),
            List.of(well("a"), looked("b", DEADLOCK), look(joined("c"), 0, 60, NO_SIDECAR)),
            List.of(
                new Note("", NoteReason.LeftOut, "Some.", at(1)),
                new Note("a", NoteReason.Joined, "It came.", at(2))),
            null,
            NOW);
    assertThat(status.startedAt()).isEqualTo("2026-01-15T12:00:00Z");
    assertThat(status.loadEndedAt()).isEqualTo("2026-01-15T12:00:50Z");
    assertThat(status.endedAt()).isEqualTo("2026-01-15T12:01:02Z");
    assertThat(status.pods()).isEqualTo(new WindowPods(3, 1, 0, 0, 1));
    assertThat(status.watched()).containsExactly("a", "b", "c");
    assertThat(status.cause()).isEqualTo("hub.go:354 waits.");
    assertThat(status.incidents()).extracting(WindowIncident::pod).containsExactly("b");
    assertThat(status.notes())
        .containsExactly(
            new WindowNote(null, "LeftOut", "Some.", "2026-01-15T12:00:01Z"),
            new WindowNote("a", "Joined", "It came.", "2026-01-15T12:00:02Z"));
    assertThat(status.observedGeneration()).isEqualTo(7);
  }

  @Test
  void fitsWhatAStatusHolds() {
    List<Account> stuck =
        IntStream.range(0, 300)
            .mapToObj(i -> i < 60 ? looked("p" + i, DEADLOCK) : well("p" + i))
            .toList();
    var gap = new Gap(SucceededReason.ContainerUnclear, "containers ".repeat(600));

    LoadTestWindowStatus status =
        report(NEW, completed(Ending.LoadEnded), stuck, List.of(), gap, NOW);
    assertThat(status.incidents()).hasSize(50);
    assertThat(status.watched()).hasSize(200);
    assertThat(status.pods()).isEqualTo(new WindowPods(300, 60, 0, 0, 0));

    var blind = report(NEW, completed(Ending.LoadEnded), List.of(), List.of(), gap, NOW);
    assertThat(Objects.requireNonNull(blind.sentence())).hasSize(1024);
  }

  @Test
  void anIncidentWithoutACauseIsOneNoneTheLess() {
    Account account = well("a");
    account.recall(new WindowIncident("a", null, null, null, null, null, null, null));
    var status = report(NEW, completed(Ending.LoadEnded), List.of(account), List.of(), null, NOW);
    assertThat(status.result()).isEqualTo(LoadTestWindowStatus.Result.Stuck);
    assertThat(status.cause()).isNull();
  }

  private static Row unknown(
      String what, Ending ending, List<Account> accounts, String reason, String sentence) {
    return new Row(
        what,
        completed(ending),
        accounts,
        """
        Open=False/Closed Completed=True/Settled Succeeded=Unknown/%s
        Ended, Unknown: %s\
        """
            .formatted(reason, sentence));
  }

  private static String told(LoadTestWindowStatus status) {
    return Objects.requireNonNull(status.conditions()).stream()
            .map(one -> one.getType() + "=" + one.getStatus() + "/" + one.getReason())
            .collect(Collectors.joining(" "))
        + "\n%s, %s: %s".formatted(status.load(), status.result(), status.sentence());
  }

  private static LoadTestWindowStatus report(
      LoadTestWindowStatus before,
      Life.Next next,
      List<Account> accounts,
      List<Note> notes,
      @Nullable Gap gap,
      Instant now) {
    return new WindowReport(new Conditions(Clock.fixed(now, ZoneOffset.UTC)))
        .of(before, 7, next, accounts, notes, new Slots(List.of()), gap, now);
  }

  private static Life.Next open(Load load) {
    return new Life.Next(Recorded.begun(START), new Stage.Open(load));
  }

  private static Life.Next settling(Ending ending, int until) {
    return new Life.Next(
        new Recorded(START, true, at(50), ending, null), new Stage.Settling(at(50), at(until)));
  }

  private static Life.Next completed(Ending ending) {
    return new Life.Next(
        new Recorded(START, true, at(50), ending, at(62)), new Stage.Completed(at(62), ending));
  }
}
