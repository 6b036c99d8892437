package dev.stuckpod.operator.incident.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.capture.CapturePlan;
import dev.stuckpod.operator.incident.Asked;
import dev.stuckpod.protocol.CaptureMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SamplesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final DumpAnalysisSpec ASKED = Asked.SPEC;

  @ParameterizedTest
  @CsvSource({"ProcMem, 2", "Pprof, 1", "Gops, 1", "Jcmd, 2", "SigQuit, 1"})
  void areTwoWhereASecondDoesNoHarm(CaptureMethod method, int wanted) {
    assertThat(Samples.wanted(ASKED, method)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @EnumSource
  void areAsManyAsWereAskedFor(CaptureMethod method) {
    DumpAnalysisSpec three = DumpAnalysisSpecBuilder.builder(ASKED).samples(3).build();

    assertThat(Samples.wanted(three, method)).isEqualTo(3);
  }

  @Test
  void afterTheFirstAreTakenByItsMethodAlone() {
    assertThat(Samples.methods(ASKED, List.of())).isEqualTo(CapturePlan.LADDER);
    assertThat(Samples.methods(ASKED, afterOne(ASKED).dumps()))
        .containsExactly(CaptureMethod.ProcMem);
  }

  @Test
  void areFiveSecondsApartOrAsFarAsWasAskedFor() {
    DumpAnalysisSpec slow = DumpAnalysisSpecBuilder.builder(ASKED).interval("1m").build();

    assertThat(Samples.untilNext(Asked.announced(ASKED, CLOCK), NOW)).isZero();
    assertThat(Samples.untilNext(afterOne(ASKED), NOW)).hasSeconds(5);
    assertThat(Samples.untilNext(afterOne(slow), NOW)).hasSeconds(60);
    assertThat(Samples.untilNext(afterOne(ASKED), NOW.plusSeconds(6)))
        .isLessThanOrEqualTo(Duration.ZERO);
  }

  @Test
  void areNotAwaitedLongerWhereTheClockWasSetBack() {
    assertThat(Samples.untilNext(afterOne(ASKED), NOW.minusSeconds(3600))).isZero();
  }

  private static Incident afterOne(DumpAnalysisSpec spec) {
    Incident incident = Asked.announced(spec, CLOCK);
    Attempt attempt = Asked.intent("1", CaptureMethod.ProcMem, CLOCK);
    incident.intend(attempt);
    incident.conclude(attempt, AttemptOutcome.DumpTaken, "read from memory");
    incident.add(
        new DumpInfo(null, CaptureMethod.ProcMem, null, null, null, null, 12L, true, null));
    return incident;
  }
}
