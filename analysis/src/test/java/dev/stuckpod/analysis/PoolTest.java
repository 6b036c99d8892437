package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The incident with the pools that Go programs have: a lock is read-held by one who waits for a
 * free worker, and all workers want that lock. Dumps of src/test/programs/pools.
 */
class PoolTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "args, which the holder sends to",
    "sem, started by the very calls",
    "weighted, started by the very calls",
    "errgroup, methods of (*Group)",
    "ants, the package that hands the work out"
  })
  void namesHolderWorkersAndPendingWriter(String pool, String basis) throws Exception {
    Analysis analysis = analyze(pool);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Strong);
    Finding finding = analysis.findings().getFirst();
    assertThat(participant(finding, Role.HOLDER).function()).endsWith("(*Hub).Broadcast");
    assertThat(participant(finding, Role.WORKER))
        .returns(32, Finding.Participant::count)
        .satisfies(worker -> assertThat(worker.function()).endsWith("(*Hub).deliver"));
    assertThat(participant(finding, Role.PENDING_WRITER).function()).endsWith("(*Hub).Leave");
    assertThat(finding.evidence()).anyMatch(evidence -> evidence.contains(basis));
  }

  @Test
  void workersThatWaitForSomebodyBehindTheLockAreNotFree() throws Exception {
    Analysis analysis = analyze("queue");

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence())
        .as("who receives from a channel, a dump does not say")
        .isEqualTo(Confidence.Suspected);
    assertThat(analysis.cause()).contains("wait for the same lock and the others behind it");
    Finding finding = analysis.findings().getFirst();
    assertThat(participant(finding, Role.HOLDER).function()).contains("(*Hub)");
    assertThat(finding.participants())
        .filteredOn(p -> p.role() == Role.WORKER)
        .extracting(Finding.Participant::state)
        .containsExactly("sync.RWMutex.RLock", "chan send");
  }

  private static Analysis analyze(String pool) throws Exception {
    try (InputStream dump =
        Objects.requireNonNull(
            PoolTest.class.getResourceAsStream("/dumps/pool-" + pool + "-go1.26.sigquit.txt.gz"))) {
      return Analyzer.analyze(dump);
    }
  }

  private static Finding.Participant participant(Finding finding, Role role) {
    return finding.participants().stream().filter(p -> p.role() == role).findFirst().orElseThrow();
  }
}
