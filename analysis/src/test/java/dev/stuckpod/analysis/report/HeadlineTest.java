package dev.stuckpod.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadlineTest {

  @ParameterizedTest
  @CsvSource({
    "Deadlock, Proven, true, Deadlock (Proven)",
    "Inconclusive, Suspected, true, Inconclusive (Suspected)",
    "Inconclusive, Suspected, false, Inconclusive",
    "NothingFound, Suspected, false, NothingFound",
    "NothingFound, Strong, true, NothingFound (Strong)",
  })
  void saysHowSureItIsUnlessThereIsNothing(
      String verdict, String confidence, boolean found, String headline) {
    assertThat(Headline.of(verdict, confidence, found)).isEqualTo(headline);
  }
}
