package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The incident that started it, in dumps of our own hub (e2e/apps), and its healthy twin. */
class IncidentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"hub-deadlock-go1.26.sigquit.txt.gz", "hub-deadlock-go1.26.debug2.txt.gz"})
  void aReadLockHeldAcrossAFullPoolNamesHolderWorkersAndPendingWriter(String dump)
      throws Exception {
    Analysis analysis = analyze(dump);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Strong);
    assertThat(analysis.cause())
        .isEqualTo(
            "RWMutex (*Hub)+0x0 read-held by broadcastToStream (hub.go:97), which waits for the"
                + " pool (*Pool), whose 128 of 128 workers wait for the same lock; writer pending"
                + " at hub.go:73");
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("channel-and-lock");
    assertThat(finding.category()).isEqualTo(FindingClass.MIXED);
    assertThat(participant(finding, Role.HOLDER).location()).isEqualTo("hub.go:97");
    assertThat(participant(finding, Role.WORKER))
        .returns(128, Finding.Participant::count)
        .returns("hub.go:66", Finding.Participant::location);
    assertThat(participant(finding, Role.PENDING_WRITER).location()).isEqualTo("hub.go:73");
  }

  @Test
  void itsHealthyTwinUnderLoadIsNotReported() throws Exception {
    Analysis analysis = analyze("busy-healthy-go1.26.sigquit.txt.gz");

    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
    assertThat(analysis.findings()).isEmpty();
    assertThat(analysis.summary().routines()).isEqualTo(488);
  }

  private static Finding.Participant participant(Finding finding, Role role) {
    return finding.participants().stream().filter(p -> p.role() == role).findFirst().orElseThrow();
  }

  private static Analysis analyze(String dump) throws IOException, NotADumpException {
    try (InputStream in =
        Objects.requireNonNull(IncidentTest.class.getResourceAsStream("/dumps/" + dump))) {
      return Analyzer.analyze(in);
    }
  }
}
