package dev.stuckpod.sidecar.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketTableTest {

  private static final String TITLE =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode";

  @ParameterizedTest
  @CsvSource({
    "0100007F:17AC, 127.0.0.1, 6060",
    "00000000:1F90, 127.0.0.1, 8080",
    "0700000A:0050, 10.0.0.7, 80",
    "00000000000000000000000001000000:17AC, [0000:0000:0000:0000:0000:0000:0000:0001], 6060",
    "00000000000000000000000000000000:17AC, 127.0.0.1, 6060",
    "000000FD000000000000000007000000:17AC, [fd00:0000:0000:0000:0000:0000:0000:0007], 6060",
  })
  void aListenerIsReadWithTheAddressWhereItAnswers(String local, String host, int port) {
    List<Listener> listeners = SocketTable.listeners(Stream.of(TITLE, row(local, "0A")));

    assertThat(listeners).hasSize(1);
    assertThat(listeners.getFirst().host()).isEqualToIgnoringCase(host);
    assertThat(listeners.getFirst().port()).isEqualTo(port);
    assertThat(listeners.getFirst().inode()).isEqualTo("34567");
  }

  @ParameterizedTest
  @CsvSource({"01", "06", "08"})
  void aConnectionIsNoListener(String state) {
    assertThat(SocketTable.listeners(Stream.of(TITLE, row("0100007F:17AC", state)))).isEmpty();
  }

  private static String row(String local, String state) {
    return "   0: %s 00000000:0000 %s 00000000:00000000 00:00000000 00000000  1000        0 34567 1"
        .formatted(local, state);
  }
}
