package dev.stuckpod.operator.loadtest.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.NoteReason;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has happened to pods, row by row, and how much of it is kept. */
class PodChangesTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final Instant BEFORE = NOW.minusSeconds(40);

  record Row(String name, List<PodSight> before, List<PodSight> after, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static PodSight pod(String name, String workload, int age) {
    return new PodSight(
        name, "uid-" + name, workload, NOW.minusSeconds(age), true, 0, null, 0, null, false, false);
  }

  private static PodSight restarted(PodSight pod, int restarts, @Nullable String why, int exit) {
    return new PodSight(
        pod.name(),
        pod.uid(),
        pod.workload(),
        pod.createdAt(),
        pod.ready(),
        restarts,
        why,
        exit,
        why == null ? null : BEFORE,
        false,
        false);
  }

  private static PodSight with(PodSight pod, boolean ready, boolean evicted, boolean terminating) {
    return new PodSight(
        pod.name(),
        pod.uid(),
        pod.workload(),
        pod.createdAt(),
        ready,
        0,
        null,
        0,
        null,
        evicted,
        terminating);
  }

  static List<Row> rows() {
    PodSight a = pod("a", "v1", 600);
    PodSight b = pod("b", "v1", 600);
    PodSight c = pod("c", "v1", 1);
    PodSight d = pod("d", "v2", 1);
    UnaryOperator<PodSight> leaving = pod -> with(pod, true, false, true);
    return List.of(
        new Row("nothing", List.of(a, b), List.of(b, a), List.of()),
        new Row("the first look", List.of(), List.of(a), List.of()),
        new Row("scaled out", List.of(a, b), List.of(a, b, c), List.of("c Joined")),
        new Row("scaled in", List.of(a, b), List.of(a, leaving.apply(b)), List.of("b ScaledIn")),
        new Row("scaled in, gone at once", List.of(a, b), List.of(a), List.of("b ScaledIn")),
        new Row("gone after it was going", List.of(a, leaving.apply(b)), List.of(a), List.of()),
        new Row("replaced", List.of(a, b), List.of(a, c), List.of("b Replaced", "c Joined")),
        new Row(
            "rolled out",
            List.of(a, b),
            List.of(a, leaving.apply(b), d),
            List.of("b RolledOut", "d Joined")),
        new Row(
            "rolled out to the end",
            List.of(a, d),
            List.of(leaving.apply(a), d),
            List.of("a RolledOut")),
        new Row(
            "evicted", List.of(a, b), List.of(a, with(b, true, true, true)), List.of("b Evicted")),
        new Row(
            "restarted", List.of(a), List.of(restarted(a, 1, "Error", 2)), List.of("a Restarted")),
        new Row(
            "restarted, why is unknown",
            List.of(a),
            List.of(restarted(a, 1, null, 0)),
            List.of("a Restarted")),
        new Row(
            "out of memory",
            List.of(restarted(a, 3, "Error", 1)),
            List.of(restarted(a, 4, "OOMKilled", 137)),
            List.of("a OOMKilled")),
        new Row(
            "restarted before the window",
            List.of(restarted(a, 3, "Error", 1)),
            List.of(restarted(a, 3, "Error", 1)),
            List.of()),
        new Row(
            "not ready", List.of(a), List.of(with(a, false, false, false)), List.of("a NotReady")),
        new Row(
            "not ready as it goes",
            List.of(a),
            List.of(with(a, false, false, true)),
            List.of("a ScaledIn")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatHasHappened(Row row) {
    assertThat(PodChanges.between(row.before(), row.after(), NOW))
        .extracting(note -> note.pod() + " " + note.reason())
        .containsExactlyElementsOf(row.expected());
  }

  @Test
  void aRestartIsToldWithItsTimeAndReason() {
    PodSight a = pod("a", "v1", 600);
    assertThat(PodChanges.between(List.of(a), List.of(restarted(a, 1, "Error", 2)), NOW))
        .containsExactly(
            new Note(
                "a",
                NoteReason.Restarted,
                "Its container ended and was started again (Error, exit code 2).",
                BEFORE));
  }

  @Test
  void asManyNotesAreKeptAsAStatusHolds() {
    Notes notes = Notes.NONE;
    for (int i = 0; i < 70; i++) {
      notes = notes.with(note("p" + i, NoteReason.Joined, i));
    }
    assertThat(notes.shown()).hasSize(Notes.MOST);
    assertThat(notes.shown().getLast().message()).isEqualTo("21 more notes are not kept.");
    assertThat(notes.with(note("p0", NoteReason.Joined, 0))).isSameAs(notes);
  }

  @Test
  void ofAPodThatRestartsAgainAndAgainTheFirstAndTheLastAreKept() {
    Notes notes = Notes.NONE;
    for (int i = 0; i < 9; i++) {
      notes = notes.with(note("a", NoteReason.Restarted, i));
    }
    assertThat(notes.all()).extracting(Note::message).containsExactly("0", "1", "8");
    assertThat(notes.missed()).isZero();
  }

  @Test
  void whatIsToldOfLooksTakesThePlaceOfWhatWasTold() {
    Notes notes = Notes.NONE;
    for (int i : IntStream.range(0, 5).toArray()) {
      notes = notes.with(note("a", NoteReason.Looked, i)).with(note("b", NoteReason.Looked, i));
    }
    assertThat(notes.all())
        .extracting(note -> note.pod() + note.message())
        .containsExactly("a4", "b4");
  }

  @Test
  void whatIsSaidAgainInTheSameWordsChangesNothing() {
    Notes notes = Notes.NONE.with(note("a", NoteReason.NotSeen, 1));
    Note again = new Note("a", NoteReason.NotSeen, "1", NOW.plusSeconds(9));
    assertThat(notes.with(again)).isSameAs(notes);

    for (int i = 0; i < 70; i++) {
      notes = notes.with(note("p" + i, NoteReason.Joined, i));
    }
    Notes full = notes;
    assertThat(full.with(new Note("p69", NoteReason.Joined, "69", NOW)))
        .as("nor where there is no room for it")
        .isSameAs(full);
    assertThat(full.shown()).isEqualTo(full.shown());
  }

  @Test
  void whatOthersHaveWrittenIsMadeFit() {
    Note note = new Note("a", NoteReason.Looked, "\u001b[2Jx\n" + "y".repeat(900), NOW);
    assertThat(note.message()).doesNotContain("\u001b").doesNotContain("\n").hasSize(512);
  }

  private static Note note(String pod, NoteReason reason, int i) {
    return new Note(pod, reason, Integer.toString(i), NOW.plusSeconds(i));
  }
}
