package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Dumps read from a process's memory, of corpus/go's incident-select: who holds the lock hands work
 * out in a select, so that only the channels of the select tell who would have to take it.
 */
class MemoryDumpTest {

  private static final String MEMORY = "incident-select-go1.26.memory.txt.gz";

  @Test
  void theChannelsOfASelectNameThePoolBehindIt() throws Exception {
    Analysis fromSignal = analyze(text("incident-select-go1.26.sigquit.txt.gz"));
    Analysis fromMemory = analyze(text(MEMORY));

    assertThat(fromSignal.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(fromMemory.confidence()).isEqualTo(Confidence.Strong);
    assertThat(fromMemory.complete()).isTrue();
    assertThat(fromMemory.runtime().version()).isEqualTo("1.26.8");
    Finding finding = fromMemory.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("channel-and-lock");
    assertThat(finding.participants())
        .filteredOn(p -> p.role() == Role.WORKER)
        .singleElement()
        .returns(12, Finding.Participant::count)
        .returns("selects.go:38", Finding.Participant::location);
    assertThat(finding.evidence())
        .anyMatch(e -> e.contains("where it would send to 0x1914fe73acb0 (unbuffered)"))
        .anyMatch(e -> e.contains("receive from 0x1914fe73ad20 (unbuffered)"));
  }

  @Test
  void thatNobodyHasRunBetweenTwoReadingsIsEvidence() throws Exception {
    assertThat(analyze(text(MEMORY)).findings().getFirst().evidence())
        .contains(
            "100 % of the holders and 100 % of the others looked at have not run at all for 2.0s");
  }

  @Test
  void aHolderThatHasRunInBetweenMakesItContention() throws Exception {
    Analysis convoy = analyze(text("convoy-go1.26.memory.txt.gz"));

    assertThat(convoy.findings()).extracting(f -> f.kind().label()).containsExactly("convoy");
    assertThat(convoy.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(convoy.cause())
        .isEqualTo("Mutex (*outbox) is contended: those who hold it or wait for it go on");
  }

  @Test
  void aDumpWithoutItsLastLineIsNotComplete() throws Exception {
    String dump = text(MEMORY);

    Analysis cut = analyze(dump.substring(0, dump.lastIndexOf("# end")));

    assertThat(cut.complete()).isFalse();
    assertThat(cut.problems()).containsExactly("the end of the dump is missing");
  }

  @Test
  void aMissingPieceIsNoticedByTheCount() throws Exception {
    String dump = text(MEMORY);
    int from = dump.indexOf("goroutine 42 ");
    int to = dump.indexOf("goroutine ", dump.indexOf("\n\n", from));

    Analysis analysis = analyze(dump.substring(0, from) + dump.substring(to));

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.problems())
        .containsExactly("27 of 28 goroutines are in the dump: a piece of it is missing");
  }

  @Test
  void whatTheReaderSaysIsMissingIsSaidAgain() throws Exception {
    String dump =
        text(MEMORY).replace("# end: 28 goroutines", "# end: 28 goroutines, INCOMPLETE: it ended");

    assertThat(analyze(dump).problems())
        .containsExactly("the memory was not read to the end: it ended");
  }

  private static Analysis analyze(String dump) throws IOException, NotADumpException {
    return Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(MemoryDumpTest.class.getResourceAsStream("/dumps/" + name)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
