package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final String CA = new HeldCertificate.Builder().build().certificatePem();

  @Test
  void twoVariablesSuffice() {
    Settings settings = Settings.of(Map.of("STUCKPOD_CA", CA, "STUCKPOD_POD_IP", "10.0.0.7"));

    assertThat(settings.troubles()).isEmpty();
    assertThat(settings.trusted()).hasSize(1);
    assertThat(settings.port()).isEqualTo(7443);
    assertThat(settings.spool()).isEqualTo(Path.of("/spool"));
    assertThat(settings.spoolLimit()).isEqualTo(Settings.SPOOL_LIMIT);
  }

  @Test
  void theCurrentAndTheNextAuthorityAreTrusted() {
    String next = new HeldCertificate.Builder().build().certificatePem();

    assertThat(
            Settings.of(Map.of("STUCKPOD_CA", CA + next, "STUCKPOD_POD_IP", "fd00::7")).trusted())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "STUCKPOD_CA, '', STUCKPOD_CA holds no PEM certificate",
    "STUCKPOD_CA, '-----BEGIN CERTIFICATE-----', STUCKPOD_CA holds no PEM certificate",
    "STUCKPOD_POD_IP, '', STUCKPOD_POD_IP is not an IP address",
    "STUCKPOD_POD_IP, pod.example, STUCKPOD_POD_IP is not an IP address",
    "STUCKPOD_PORT, https, STUCKPOD_PORT is not a number: https; it is 7443 now",
    "STUCKPOD_PORT, 0, STUCKPOD_PORT must be 1 to 65535: 0; it is 7443 now",
    "STUCKPOD_PORT, 65536, STUCKPOD_PORT must be 1 to 65535: 65536; it is 7443 now",
    "STUCKPOD_SPOOL_BYTES, -1, STUCKPOD_SPOOL_BYTES must be 1 to 9223372036854775807: -1",
  })
  void whatCannotBeUsedIsNamedAndGivesWayToTheDefault(String name, String value, String sentence) {
    var environment = new HashMap<>(Map.of("STUCKPOD_CA", CA, "STUCKPOD_POD_IP", "10.0.0.7"));
    environment.put(name, value);

    Settings settings = Settings.of(environment);

    assertThat(settings.troubles()).singleElement().asString().startsWith(sentence);
    assertThat(settings.port()).isEqualTo(7443);
    assertThat(settings.spoolLimit()).isEqualTo(Settings.SPOOL_LIMIT);
  }
}
