package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.AnalyzedReason;
import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.conditions.Truth;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What comes next is told from the status alone, so a new leader goes on as the old one would. */
class StepTest {

  private final Progress progress =
      new Progress(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
  private final DumpAnalysisStatus announced = progress.announce(null, "node", 1L);
  private final Attempt intent =
      new Attempt(
          "1", CaptureMethod.SigQuit, null, null, progress.now(), null, "containerd://a", 7, 42L);

  @Test
  void announcesFirst() {
    assertThat(Step.of(null)).isEqualTo(new Step.Announce());
  }

  @Test
  void capturesWhatWasAnnounced() {
    assertThat(Step.of(announced)).isEqualTo(new Step.Capture());
  }

  @Test
  void resolvesAnIntentBeforeAnythingElse() {
    assertThat(Step.of(progress.intend(announced, intent))).isEqualTo(new Step.Resolve(intent));
  }

  @Test
  void goesOnWithAnotherMethodAfterAnAttemptWasConcluded() {
    DumpAnalysisStatus concluded =
        progress.conclude(
            progress.intend(announced, intent), "1", AttemptOutcome.Refused, "not that one");

    assertThat(Step.of(concluded)).isEqualTo(new Step.Capture());
    assertThat(Progress.attempts(concluded))
        .singleElement()
        .returns("Refused", Attempt::outcome)
        .returns("2026-01-01T00:00:00Z", Attempt::finishedAt);
  }

  @Test
  void analyzesOnceTheDumpIsThere() {
    DumpAnalysisStatus captured =
        progress.captured(
            progress.addDump(announced, dump()), Truth.True, CapturedReason.Complete, "one dump");

    assertThat(Step.of(captured)).isEqualTo(new Step.Analyze());
    assertThat(
            Step.of(
                progress.analyzed(captured, Truth.True, AnalyzedReason.Explained, "it is read")))
        .isEqualTo(new Step.Done());
  }

  @Test
  void closesWhatHasNoDumpAndNeverBeginsAgain() {
    DumpAnalysisStatus failed =
        progress.captured(
            progress.intend(announced, intent),
            Truth.False,
            CapturedReason.SignalUnknown,
            "cannot be told");

    assertThat(Step.of(failed)).isEqualTo(new Step.CloseWithoutDump());
    assertThat(Step.of(progress.analyzed(failed, Truth.False, AnalyzedReason.NoDump, "no dump")))
        .isEqualTo(new Step.Done());
  }

  private static DumpInfo dump() {
    return new DumpInfo(
        null, CaptureMethod.SigQuit, null, null, null, null, null, Boolean.TRUE, null);
  }
}
