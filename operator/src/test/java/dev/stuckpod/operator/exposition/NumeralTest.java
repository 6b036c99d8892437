package dev.stuckpod.operator.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as Go's strconv.ParseFloat takes them, without what Prometheus refuses. */
class NumeralTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0.0",
    "+5, 5",
    "5., 5",
    ".5, 0.5",
    "00012, 12",
    "0.000123, 0.000123",
    "12345678, 12345678",
    "1.2345678e+07, 12345678",
    "9007199254740993, 9007199254740993",
    "123456789012345678901, 123456789012345678901",
    "-2.5E-7, -2.5e-7",
    "1e-400, 0",
    "NaN, NaN",
    "nan, NaN",
    "Inf, Infinity",
    "+inf, Infinity",
    "infinity, Infinity",
    "-INFINITY, -Infinity"
  })
  void readsWhatGoReads(String text, double value) {
    assertThat(read(text)).isEqualTo(Double.valueOf(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "+", ".", "-.", "1d", "1f", "0x1p-2", "1_000", "1e", "e5", "--1", "1.2.3", "1e400",
        "+nan", "Infinit", "١", "true"
      })
  void readsNothingElse(String text) {
    assertThat(read(text)).isNull();
  }

  @Test
  void readsAnyNumberAsJavaDoes() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      double shorter = random.nextInt(1_000_000) / Math.pow(10, random.nextInt(7));
      assertThat(read(Double.toString(shorter))).isEqualTo(shorter);
      if (Double.isFinite(number)) {
        assertThat(read(Double.toString(number))).isEqualTo(number);
      }
    }
  }

  private static @Nullable Double read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var numeral = new Numeral();
    return numeral.read(bytes, 0, bytes.length) ? numeral.value() : null;
  }
}
