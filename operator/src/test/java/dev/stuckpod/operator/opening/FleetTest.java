package dev.stuckpod.operator.opening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetTest {

  @ParameterizedTest
  @CsvSource({
    "a, a, 2147483647",
    "a b, a, 2147483647",
    "a b, a b, 1",
    "a b c, a b c, 1",
    "a b c d, a b c, 2147483647",
    "a b c d, a b c d, 2",
    "a b, a b other, 1"
  })
  void capsSamplesOnlyWhenEveryOneOfSeveralPodsIsStuck(String running, String stuck, int samples) {
    assertThat(Fleet.samples(List.of(running.split(" ")), Set.of(stuck.split(" "))))
        .isEqualTo(samples);
  }
}
