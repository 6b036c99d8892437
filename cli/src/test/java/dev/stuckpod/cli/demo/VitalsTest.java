package dev.stuckpod.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VitalsTest {

  @Test
  void readsTheGaugesOfTheStatisticsLoopOnly() {
    String exposition =
        """
        # HELP hub_clients_num Sessions in the hub.
        # TYPE hub_clients_num gauge
        hub_clients_num 601
        hub_data_sent_total 1.2345e+06
        hub_goroutines_num 1355
        hub_mem_sys_bytes 2.3e+07
        """;

    assertThat(Vitals.gauges(exposition))
        .containsEntry("hub_clients_num", 601.0)
        .containsEntry("hub_goroutines_num", 1355.0)
        .containsEntry("hub_mem_sys_bytes", 2.3e7)
        .hasSize(3);
  }
}
