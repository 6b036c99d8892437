package dev.stuckpod.operator.loadtest.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.operator.probes.FailedProbe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notes of what Events say of probes. Their words are those of kubelets. */
class FailedProbesTest {

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  private static final Map<String, String> NAMES = Map.of("uid-a", "a", "uid-b", "b");
  private static final String LIVENESS =
      "Liveness probe failed: HTTP probe failed with statuscode: 503";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Liveness probe failed: HTTP probe failed with statuscode: 503 | Its liveness probe failed"
            + " once, for the last time at 2026-01-15T12:00:09Z: HTTP probe failed with statuscode:"
            + " 503",
        "Startup probe failed: dial tcp 10.0.0.1:1: connect: connection refused | Its startup probe"
            + " failed once, for the last time at 2026-01-15T12:00:09Z: dial tcp 10.0.0.1:1:"
            + " connect: connection refused",
        "Readiness probe errored and resulted in unknown state: strconv.Atoi: parsing \"http\" |"
            + " Its readiness probe failed once, for the last time at 2026-01-15T12:00:09Z:"
            + " strconv.Atoi: parsing \"http\"",
        "(combined from similar events): Readiness probe failed: no | Its readiness probe failed"
            + " once, for the last time at 2026-01-15T12:00:09Z: no",
        "' probe errored and resulted in  state: rpc error' | A probe failed once, for the last"
            + " time at 2026-01-15T12:00:09Z: rpc error",
        "'Readiness probe failed: ' | Its readiness probe failed once, for the last time at"
            + " 2026-01-15T12:00:09Z.",
      })
  void sayWhichProbeAndWhy(String message, String said) {
    assertThat(notes(probe("uid-a", message, 1, 9, 9)))
        .containsExactly(new Note("a", NoteReason.ProbeFailed, said, at(9)));
  }

  @Test
  void anyOtherWordsAreNotTold() {
    assertThat(
            notes(
                probe("uid-a", "Readiness gates are not met", 1, 9, 9),
                probe("uid-a", "", 1, 9, 9),
                probe("uid-a", "x Liveness probe failed: no", 1, 9, 9)))
        .isEmpty();
  }

  @Test
  void ofAPodAndAKindOfProbeThereIsOne() {
    assertThat(
            notes(
                probe("uid-a", LIVENESS, 3, 9, 30),
                probe("uid-a", "Liveness probe failed: timeout", 2, 6, 60),
                probe("uid-a", "Readiness probe failed: no", 1, 12, 12),
                probe("uid-b", LIVENESS, 1, 15, 15)))
        .extracting(Note::pod, Note::message, Note::at)
        .containsExactly(
            tuple(
                "a",
                "Its liveness probe failed 5 times or more, for the last time at"
                    + " 2026-01-15T12:01:00Z: timeout",
                at(6)),
            tuple(
                "a",
                "Its readiness probe failed once, for the last time at 2026-01-15T12:00:12Z: no",
                at(12)),
            tuple(
                "b",
                "Its liveness probe failed once, for the last time at 2026-01-15T12:00:15Z: HTTP"
                    + " probe failed with statuscode: 503",
                at(15)));
  }

  @Test
  void whatWasBeforeIsNotTold() {
    assertThat(notes(probe("uid-a", LIVENESS, 7, -90, -1))).isEmpty();
    assertThat(notes(probe("uid-a", LIVENESS, 7, -90, 3)))
        .singleElement()
        .satisfies(note -> assertThat(note.at()).isEqualTo(START))
        .extracting(Note::message)
        .asString()
        .startsWith("Its liveness probe failed 7 times or more, some of them before the window, ");
  }

  @Test
  void othersPodsAndTheSidecarAreNotTold() {
    assertThat(
            notes(
                probe("uid-z", LIVENESS, 1, 9, 9),
                new FailedProbe("uid-a", "stuckpod", LIVENESS, 1, at(9), at(9))))
        .isEmpty();
  }

  /** Whoever may write Events may write anything. */
  @Test
  void whateverIsWrittenANoteStaysOneOfALine() {
    Note note =
        notes(
                probe(
                    "uid-a",
                    "Liveness probe failed: \u001b[31m\n" + "x".repeat(1000),
                    Integer.MAX_VALUE,
                    9,
                    9_000_000),
                probe("uid-a", LIVENESS, -4, 9, 9),
                probe("uid-a", LIVENESS, Integer.MAX_VALUE, 9, 9))
            .getFirst();
    assertThat(note.message())
        .startsWith("Its liveness probe failed 1000000 times or more, for the last time at")
        .contains("2026-01-15T12:01:39Z")
        .doesNotContain("\n", "\u001b")
        .hasSizeLessThan(400);
  }

  @Test
  void whatIsToldAgainStaysWhereItWasToldFirst() {
    Note restarted = new Note("a", NoteReason.Restarted, "It was started again.", at(10));
    Notes notes =
        Notes.NONE
            .with(note(probe("uid-a", LIVENESS, 1, 9, 9)))
            .with(restarted)
            .with(note(probe("uid-a", "Readiness probe failed: no", 1, 12, 12)))
            .with(note(probe("uid-a", LIVENESS, 2, 9, 19)));
    assertThat(notes.all())
        .containsExactly(
            note(probe("uid-a", LIVENESS, 2, 9, 19)),
            restarted,
            note(probe("uid-a", "Readiness probe failed: no", 1, 12, 12)));
    // an Event that is over an hour old is gone
    assertThat(notes.with(note(probe("uid-a", LIVENESS, 1, 29, 29))).all().getFirst().at())
        .isEqualTo(at(9));
  }

  @Test
  void probesLeaveRoomForWhatElseHappens() {
    var notes = new ArrayList<>(List.of(Notes.NONE));
    IntStream.range(0, 60)
        .mapToObj(
            i -> new Note("p" + i, NoteReason.ProbeFailed, "Its liveness probe failed", START))
        .forEach(note -> notes.set(0, notes.getFirst().with(note)));
    Notes all = notes.getFirst().with(new Note("a", NoteReason.OOMKilled, "Killed.", at(9)));
    assertThat(all.all())
        .hasSize(21)
        .last()
        .extracting(Note::reason)
        .isEqualTo(NoteReason.OOMKilled);
    assertThat(all.missed()).isEqualTo(40);
  }

  @Test
  void whatCannotBeReadIsSaidOnce() {
    Note one = new Note("", NoteReason.NotRead, "Events may not be read.", at(9));
    Note other = new Note("", NoteReason.NotRead, "There are too many.", at(9));
    Notes notes = Notes.NONE.with(one).with(other);
    assertThat(
            notes
                .with(new Note("", NoteReason.NotRead, one.message(), at(21)))
                .with(new Note("", NoteReason.NotRead, other.message(), at(21))))
        .isEqualTo(notes);
  }

  private static Note note(FailedProbe probe) {
    return notes(probe).getFirst();
  }

  private static List<Note> notes(FailedProbe... told) {
    return FailedProbes.notes(List.of(told), NAMES, START, at(99));
  }

  private static FailedProbe probe(String uid, String message, int count, int first, int last) {
    return new FailedProbe(uid, "app", message, count, at(first), at(last));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
