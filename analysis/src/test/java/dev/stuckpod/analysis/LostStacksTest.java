package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is said of a dump of which little more than the states can be read. */
class LostStacksTest {
  private static final String LOST =
      """
      goroutine 7 [chan send]:
      main·send·0x1
      \t/app/hub.go:31 +0x4b

      """;

  private static final String READ =
      """
      goroutine 8 [sleep]:
      main.tick()
      \t/app/main.go:20 +0x19d
      created by main.main in goroutine 1
      \t/app/main.go:15 +0x105

      """;

  @Test
  void isInconclusiveWhereMostStacksAreLost() throws Exception {
    Analysis analysis = analyze(LOST + READ + LOST.replace("7", "9"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    assertThat(analysis.cause())
        .isEqualTo(
            "the stacks of 2 of 3 goroutines could not be read, and nothing was found in the"
                + " others");
    assertThat(analysis.complete()).isFalse();
  }

  @Test
  void findsNothingWhereMostStacksAreRead() throws Exception {
    Analysis analysis = analyze(LOST + READ);

    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
    assertThat(analysis.cause()).endsWith("a part of the dump is missing");
  }

  private static Analysis analyze(String dump) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
  }
}
