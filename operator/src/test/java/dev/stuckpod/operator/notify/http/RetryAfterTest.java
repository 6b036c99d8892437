package dev.stuckpod.operator.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          | 0
          30 | 30
          0 | 0
          -5 | 0
          soon | 0
          99999999999999999999 | 0
          86400 | 600
          Mon, 30 Nov 2026 06:01:00 GMT | 60
          Mon, 30 Nov 2026 05:00:00 GMT | 0
          Mon, 30 Nov 2099 05:00:00 GMT | 600
          """)
  void isBoundedAndNonsenseIsNothing(String header, int seconds) {
    assertThat(RetryAfter.of(header, Instant.parse("2026-11-30T06:00:00Z")))
        .isEqualTo(Duration.ofSeconds(seconds));
  }
}
