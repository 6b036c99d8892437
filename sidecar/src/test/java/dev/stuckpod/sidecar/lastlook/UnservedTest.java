package dev.stuckpod.sidecar.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnservedTest {

  /** As the kernel writes it; states: 01 established, 06 time wait, 08 close wait, 0A listening. */
  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "0A 00000000:00000000, 0, listens and has taken all",
    "0A 00000000:00000003, 1, has not taken three that came",
    "01 00000000:00000000, 0, has read all",
    "01 00000012:00000000, 0, its answer is on its way",
    "01 00000000:0000004F, 1, has not read",
    "08 00000000:00000000, 1, has not closed what the other end has",
    "06 00000000:00000000, 0, is over",
  })
  void tellsWhoWaits(String state, int expected, String name) {
    List<String> table =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid",
            "   0: 0100007F:1F90 0100007F:D2F1 " + state + " 00:00000000 00000000  1000 0 1 2",
            "",
            "   garbage");
    assertThat(Unserved.count(table.stream(), 7443)).as(name).isEqualTo(expected);
    assertThat(Unserved.count(table.stream(), 0x1F90)).as("the sidecar's own").isZero();
  }
}
