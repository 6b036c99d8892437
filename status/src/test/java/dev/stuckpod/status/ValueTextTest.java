package dev.stuckpod.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in a status are those that were read, and short. */
class ValueTextTest {

  private static final double NONE = Double.NaN;

  @Test
  void numbersStandThereAsAPersonWritesThem() {
    assertThat(ValueText.of(List.of(4663.0, 0.0, -1.0, 0.25, 1e14, NONE)))
        .isEqualTo("4663 0 -1 0.25 100000000000000 -");
    assertThat(ValueText.of(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
        .isEqualTo("- -");
  }

  @Test
  void theyComeBackExactly() {
    List<Double> values =
        List.of(0.1 + 0.2, 1e300, -1e-300, (double) Long.MAX_VALUE, 123_456_789.0, NONE, 7.0);

    assertThat(ValueText.read(ValueText.of(values))).isEqualTo(values);
  }

  @Test
  void fortyOfTheLongestHaveRoom() {
    assertThat(ValueText.of(Collections.nCopies(40, -1.2345678901234568E-300)))
        .hasSizeLessThanOrEqualTo(1024);
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "'x', 1", "'1 2x', 2", "'NaN Infinity', 2", "'1  2', 3"})
  void whatIsNoNumberIsNone(String text, int words) {
    assertThat(ValueText.read(text)).hasSize(words).contains(NONE);
  }

  @Test
  void aStrangersLineIsNotReadWithoutEnd() {
    assertThat(ValueText.read("1 ".repeat(100_000))).hasSize(1000);
  }
}
