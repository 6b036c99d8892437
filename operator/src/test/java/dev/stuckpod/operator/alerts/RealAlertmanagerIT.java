package dev.stuckpod.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What tests rest on: the binary that is built of the Go module, without its UI. */
class RealAlertmanagerIT {

  @Test
  void keepsAnAlertThatItIsPosted() throws Exception {
    try (var alertmanager = RealAlertmanager.with(RealAlertmanager.TELLS_NOBODY)) {
      alertmanager.post(
          """
          [{"labels": {"alertname": "NothingMoves", "namespace": "shop", "pod": "till-0"}}]
          """);

      assertThat(alertmanager.alerts())
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.at("/labels/pod").asText()).isEqualTo("till-0");
                assertThat(alert.at("/fingerprint").asText()).matches("[0-9a-f]{16}");
              });
    }
  }
}
