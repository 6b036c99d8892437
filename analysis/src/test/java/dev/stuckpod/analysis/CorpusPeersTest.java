package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that do not answer in dumps of real programs, alone and beside causes of their own. */
class CorpusPeersTest {

  /** Real ones, of which only those from memory can name anybody. */
  @ParameterizedTest
  @CsvSource({
    "silent-database, memory, 'the 4 that have one wait for the answer of PEER in load (PLACE)'",
    "silent-database, sigquit, 'the 4 that have one wait for the answer of a peer in load (PLACE)'",
    "silent-database, debug2, 'the 4 that have one wait for the answer of a peer in load (PLACE)'",
    "silent-replicas, memory, 'the 9 that have one wait for the answer of PEER (6 of 9) in load'",
    "waiting-on-peer, memory, 'for the answer of PEER to one outgoing call, '",
    "waiting-on-peer, sigquit, 'for the answer to one outgoing call, '",
    "lock-across-io, memory, 'held by call (PLACE), which waits for PEER; 7 goroutines'",
    "lock-across-io, sigquit, 'held by call (PLACE), which waits for input or output; 7'",
  })
  void thePeersOfTheCorpusAreNamed(String name, String form, String said) throws Exception {
    Analysis analysis = corpus(name, form);

    assertThat(
            analysis
                .cause()
                .replaceAll("127\\.0\\.0\\.1:\\d+", "PEER")
                .replaceAll("\\(\\w+\\.go:\\d+\\)", "(PLACE)"))
        .contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "orphan-beside-peer, memory, UnlockMissing",
    "orphan-beside-peer, sigquit, OrphanLock PeerWait",
    "orphan-beside-peer, debug2, OrphanLock PeerWait",
    "ab-ba-beside-peer, memory, LockCycle",
    "ab-ba-beside-peer, sigquit, LockCycle PeerWait",
    "ab-ba-beside-peer, debug2, LockCycle PeerWait",
  })
  void causesWithinTheProcessesOfTheCorpusComeFirst(String name, String form, String rules)
      throws Exception {
    Analysis analysis = corpus(name, form);

    assertThat(analysis.verdict()).isNotEqualTo(Verdict.WaitingOnPeer);
    assertThat(analysis.findings().stream().map(Finding::rule).collect(Collectors.joining(" ")))
        .isEqualTo(rules);
  }

  private static Analysis corpus(String name, String form) throws Exception {
    Path file = Path.of("../corpus/dumps/go-%s.go1.26.%s.txt".formatted(name, form));
    try (InputStream dump = Files.newInputStream(file)) {
      return Analyzer.analyze(dump);
    }
  }
}
