package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Of e2e/apps/hub, frozen, read from memory twice: who has the lock is no guess any more. */
class HeldHubTest {

  @Test
  void thoseWhoReadAreFactsAndTheirDeadlockIsProven() throws Exception {
    Path file = Path.of("src/test/resources/dumps/hub-held-go1.26.memory.txt.gz");
    try (InputStream dump = new GZIPInputStream(Files.newInputStream(file))) {
      Analysis analysis = Analyzer.analyze(dump, Options.DEFAULT);

      assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
      assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
      Finding finding = analysis.findings().getFirst();
      assertThat(finding.rule()).isEqualTo("LockAcrossWait");
      assertThat(finding.participants())
          .filteredOn(p -> p.role() == Role.HOLDER)
          .singleElement()
          .returns("hub.go:97", Finding.Participant::location)
          .returns(12, Finding.Participant::count);
      assertThat(finding.evidence())
          .anyMatch(e -> e.startsWith("memory: goroutine 378 holds the RWMutex"))
          .anyMatch(e -> e.matches("memory: none of the \\d+ in question has run at all for .*"))
          .anyMatch(e -> e.startsWith("memory: the RWMutex says '12 reading, a writer waits"));
    }
  }
}
