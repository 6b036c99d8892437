package dev.stuckpod.operator.incident.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.AnalyzedReason;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.incident.Asked;
import dev.stuckpod.protocol.CaptureMethod;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What comes next is told from the status alone, so a new leader goes on as the old one would. */
class StepTest {

  private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private final Incident incident = Asked.announced(Asked.SPEC, clock);
  private final Attempt intent = Asked.intent("1", CaptureMethod.SigQuit, clock);

  @Test
  void announcesFirst() {
    assertThat(Step.of(null)).isEqualTo(new Step.Announce());
  }

  @Test
  void capturesWhatWasAnnounced() {
    assertThat(Step.of(incident.status())).isEqualTo(new Step.Capture());
  }

  @Test
  void resolvesAnIntentBeforeAnythingElse() {
    incident.intend(intent);

    assertThat(Step.of(incident.status())).isEqualTo(new Step.Resolve(intent));
  }

  @Test
  void goesOnWithAnotherMethodAfterAnAttemptWasConcluded() {
    incident.intend(intent);
    incident.conclude(intent, AttemptOutcome.Refused, "not that one");

    assertThat(Step.of(incident.status())).isEqualTo(new Step.Capture());
    assertThat(incident.attempts())
        .singleElement()
        .returns("Refused", Attempt::outcome)
        .returns("2026-01-01T00:00:00Z", Attempt::finishedAt);
  }

  @Test
  void analyzesOnceTheDumpIsThere() {
    incident.add(dump());
    incident.captured(Truth.True, CapturedReason.Complete, "one dump");

    assertThat(Step.of(incident.status())).isEqualTo(new Step.Analyze());
    incident.analyzed(Truth.True, AnalyzedReason.Explained, "it is read");
    assertThat(Step.of(incident.status())).isEqualTo(new Step.Done());
  }

  @Test
  void closesWhatHasNoDumpAndNeverBeginsAgain() {
    incident.intend(intent);
    incident.captured(Truth.False, CapturedReason.SignalUnknown, "cannot be told");

    assertThat(Step.of(incident.status())).isEqualTo(new Step.CloseWithoutDump());
    incident.analyzed(Truth.False, AnalyzedReason.NoDump, "no dump");
    assertThat(Step.of(incident.status())).isEqualTo(new Step.Done());
  }

  private static DumpInfo dump() {
    return new DumpInfo(
        null, CaptureMethod.SigQuit, null, null, null, null, null, Boolean.TRUE, null);
  }
}
