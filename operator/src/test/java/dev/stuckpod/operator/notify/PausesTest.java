package dev.stuckpod.operator.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1",
    "2, 0, 2",
    "6, 0, 32",
    "7, 0, 60",
    "2147483647, 0, 60",
    "1, 30, 30",
    "7, 30, 60",
    "7, 600, 600",
  })
  void areLongerEachTimeAndAsLongAsIsAskedFor(int failures, int asked, int seconds) {
    assertThat(Pauses.USUAL.after(failures, Duration.ofSeconds(asked)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }
}
