package dev.stuckpod.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said of several runs. */
class RatesTest {

  /** Three runs of 1, 2 and 4 ms over a megabyte, and seven before; all ten took 20 ms of CPU. */
  @Test
  void theClockIsOfTheLastRunsAndCpuTimeOfAll() {
    Rates rates = Rates.of(1_000_000, new long[] {4_000_000, 1_000_000, 2_000_000}, 10, 20_000_000);

    assertThat(rates).isEqualTo(new Rates(250, 500, 1000, 500));
  }
}
