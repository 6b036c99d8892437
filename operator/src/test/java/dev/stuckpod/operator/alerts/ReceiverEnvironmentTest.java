package dev.stuckpod.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiverEnvironmentTest {

  @Test
  void receivesNothingUnlessThereIsAPort() {
    assertThat(ReceiverEnvironment.read(Map.of("ALERTS_TOKEN", "/token"))).isEmpty();
  }

  @Test
  void readsWhatTheChartSays() {
    String authority = new HeldCertificate.Builder().build().certificatePem();

    ReceiverEnvironment read =
        ReceiverEnvironment.read(
                Map.of(
                    "ALERTS_PORT", "9095",
                    "ALERTS_TOKEN", "/token/token",
                    "ALERTS_CERTIFICATE", "/tls",
                    "ALERTS_CLIENT_CA", authority,
                    "ALERTS_CLIENT_NAMES", "alertmanager,",
                    "ALERTS_LABELS", "kubernetes_namespace,kubernetes_pod_name,"))
            .orElseThrow();

    assertThat(read.port()).isEqualTo(9095);
    assertThat(read.token()).isEqualTo(Path.of("/token/token"));
    assertThat(read.certificate()).isEqualTo(Path.of("/tls"));
    assertThat(read.asking().names()).containsExactly("alertmanager");
    assertThat(read.labels())
        .isEqualTo(new PodLabels("kubernetes_namespace", "kubernetes_pod_name", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "ALERTS_PORT, 65536, ALERTS_PORT takes a port",
    "ALERTS_PORT, x, ALERTS_PORT takes a port",
    "ALERTS_TOKEN, '', Set ALERTS_TOKEN or ALERTS_CLIENT_CA",
    "ALERTS_CLIENT_CA, x, ALERTS_CLIENT_CA takes PEM",
    "ALERTS_LABELS, 'namespace', ALERTS_LABELS takes three",
    "ALERTS_LABELS, 'namespace,namespace', ALERTS_LABELS takes three",
    "ALERTS_LABELS, 'name-space,pod,container', ALERTS_LABELS takes three",
    "ALERTS_LABELS, 'namespace,pod,container,x', ALERTS_LABELS takes three",
  })
  void saysWhatIsWrong(String name, String value, String message) {
    var environment = new HashMap<>(Map.of("ALERTS_PORT", "9095", "ALERTS_TOKEN", "/token"));
    environment.put(name, value);

    assertThatThrownBy(() -> ReceiverEnvironment.read(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void demandsNoCertificateWithoutTls() {
    String authority = new HeldCertificate.Builder().build().certificatePem();

    assertThatThrownBy(
            () ->
                ReceiverEnvironment.read(
                    Map.of("ALERTS_PORT", "9095", "ALERTS_CLIENT_CA", authority)))
        .hasMessageContaining("ALERTS_CERTIFICATE");
  }
}
