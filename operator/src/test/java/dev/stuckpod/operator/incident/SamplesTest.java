package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.capture.CapturePlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SamplesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final DumpAnalysisSpec ASKED =
      DumpAnalysisSpecBuilder.builder().podName("hub").build();

  private final Progress progress = new Progress(Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({"ProcMem, 2", "Pprof, 1", "Jcmd, 1", "SigQuit, 1"})
  void areTwoWhereTheProcessDoesNotNotice(CaptureMethod method, int wanted) {
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
    DumpAnalysisStatus none = progress.announce(null, "node", 1L);

    assertThat(Samples.methods(ASKED, none)).isEqualTo(CapturePlan.LADDER);
    assertThat(Samples.methods(ASKED, afterOne(none))).containsExactly(CaptureMethod.ProcMem);
  }

  @Test
  void areFiveSecondsApartOrAsFarAsWasAskedFor() {
    DumpAnalysisStatus none = progress.announce(null, "node", 1L);
    DumpAnalysisSpec slow = DumpAnalysisSpecBuilder.builder(ASKED).interval("1m").build();

    assertThat(Samples.untilNext(ASKED, none, NOW)).isZero();
    assertThat(Samples.untilNext(ASKED, afterOne(none), NOW)).hasSeconds(5);
    assertThat(Samples.untilNext(slow, afterOne(none), NOW)).hasSeconds(60);
    assertThat(Samples.untilNext(ASKED, afterOne(none), NOW.plusSeconds(6)))
        .isLessThanOrEqualTo(Duration.ZERO);
  }

  private DumpAnalysisStatus afterOne(DumpAnalysisStatus status) {
    var attempt =
        new Attempt(
            "1", CaptureMethod.ProcMem, null, null, progress.now(), null, "containerd://a", 7, 42L);
    return progress.addDump(
        progress.conclude(
            progress.intend(status, attempt), "1", AttemptOutcome.DumpTaken, "read from memory"),
        new DumpInfo(null, CaptureMethod.ProcMem, null, null, null, null, 12L, true, null));
  }
}
