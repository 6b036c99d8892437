package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {

  @ParameterizedTest
  @CsvSource({
    // wanted, made, to come: the rest, and a quarter for a rollout
    "1, 0, 1",
    "1, 1, 1",
    "1, , 1",
    ", , 1",
    "4, 0, 4",
    "4, 3, 1",
    "4, 4, 1",
    "10, 0, 12",
    "10, 9, 3",
    "0, 5, 1",
  })
  void countsTheRestAndARollout(@Nullable Integer wanted, @Nullable Integer made, long coming) {
    assertThat(Workloads.of(wanted, made).coming()).hasValue(coming);
  }
}
