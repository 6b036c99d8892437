package dev.stuckpod.operator.loadtest;

import static dev.stuckpod.operator.loadtest.Watching.INTERVAL;
import static dev.stuckpod.operator.loadtest.Watching.SEEN;
import static dev.stuckpod.operator.loadtest.Watching.START;
import static dev.stuckpod.operator.loadtest.Watching.WELL;
import static dev.stuckpod.operator.loadtest.Watching.at;
import static dev.stuckpod.operator.loadtest.Watching.look;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.Notes;
import dev.stuckpod.operator.loadtest.window.PodResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What another process knows of a window, after ten minutes, by its status alone. */
class RecollectionTest {

  private static final int CAME = 600;

  /**
   * A row.
   *
   * @param notes reason, second and message of each, of pod a
   * @param away what it comes to if the pod is not there any more
   * @param there what it comes to if it is there, and is seen well
   */
  record Row(String what, List<WindowNote> notes, PodResult away, PodResult there) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("it was there", List.of(), PodResult.Unknown, PodResult.Ok),
        new Row(
            "it had left, and was seen till then",
            List.of(note("a", "ScaledIn", 90, "The pod went.")),
            PodResult.Ok,
            PodResult.Ok),
        new Row(
            "it had left, and nobody had seen it",
            List.of(
                note("a", "NotSeen", 90, Recollection.UNSEEN + " It has no sidecar."),
                note("a", "Replaced", 90, "The pod went.")),
            PodResult.Unknown,
            PodResult.Ok),
        new Row(
            "it had left, and a look at it had been too much once",
            List.of(
                note("a", "NotSeen", 30, "4 captures are under way."),
                note("a", "Replaced", 90, "The pod went.")),
            PodResult.Ok,
            PodResult.Ok),
        new Row(
            "another one of its name had come",
            List.of(
                note("a", "Replaced", 90, "The pod went."),
                note("a", "Joined", 93, "The pod came.")),
            PodResult.Unknown,
            PodResult.Ok),
        new Row(
            "that another pod left says nothing of it",
            List.of(note("b", "Evicted", 90, "The pod was evicted.")),
            PodResult.Unknown,
            PodResult.Ok),
        new Row(
            "it had restarted",
            List.of(note("a", "OOMKilled", 90, "It was killed.")),
            PodResult.Unknown,
            PodResult.Restarted));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsNotSaidIsNotTakenForGood(Row row) {
    LoadTestWindowStatus before = status(row.notes(), List.of());
    assertThat(recalled(before).sum().result(at(CAME + 62))).isEqualTo(row.away());
    Account there = look(recalled(before), CAME, CAME + 60, SEEN, WELL);
    assertThat(there.sum().result(at(CAME + 62))).isEqualTo(row.there());
  }

  @Test
  void whatWasProvenStays() {
    var incident =
        new WindowIncident(
            "a", START.toString(), "locks", START.toString(), "a-1", "Deadlock", "Proven", "It.");
    LoadTestWindowStatus before = status(List.of(), List.of(incident));
    assertThat(recalled(before).incident()).contains(incident);
    assertThat(look(recalled(before), CAME, CAME + 60, SEEN, WELL).sum().result(at(CAME + 62)))
        .isEqualTo(PodResult.Stuck);
  }

  @Test
  void soDoesThatOfAPodThatWasNotAmongThoseWhoseNamesAreKept() {
    var incident = new WindowIncident("z", null, null, null, null, null, null, null);
    assertThat(accounts(status(List.of(), List.of(incident)))).containsOnlyKeys("a", "b", "z");
  }

  @Test
  void ofAWindowThatHasNotBegunThereIsNothing() {
    LoadTestWindowStatus empty = LoadTestWindowStatusBuilder.builder().build();
    assertThat(accounts(empty)).isEmpty();
    assertThat(Recollection.notes(empty)).isEqualTo(Notes.NONE);
  }

  @Test
  void whatHasHappenedIsTheSameAndWhatAnotherVersionSaysIsLeftOut() {
    LoadTestWindowStatus before =
        status(
            List.of(
                note("a", "Joined", 3, "It came."),
                note(null, "LeftOut", 6, "Some."),
                note("a", "AbductedByAliens", 9, "It went."),
                new WindowNote("a", "Restarted", "When?", null),
                note(null, "More", 9, "7 more notes are not kept.")),
            List.of());
    assertThat(Recollection.notes(before).all())
        .containsExactly(
            new Note("a", NoteReason.Joined, "It came.", at(3)),
            new Note("", NoteReason.LeftOut, "Some.", at(6)));
  }

  private static Account recalled(LoadTestWindowStatus before) {
    return Objects.requireNonNull(accounts(before).get("a"));
  }

  private static Map<String, Account> accounts(LoadTestWindowStatus before) {
    return Recollection.accounts(before, Recollection.notes(before), INTERVAL, at(CAME));
  }

  private static WindowNote note(@Nullable String pod, String reason, int at, String message) {
    return new WindowNote(pod, reason, message, at(at).toString());
  }

  private static LoadTestWindowStatus status(
      List<WindowNote> notes, List<WindowIncident> incidents) {
    return LoadTestWindowStatusBuilder.builder()
        .startedAt(START.toString())
        .watched(List.of("a", "b"))
        .notes(notes)
        .incidents(incidents)
        .build();
  }
}
