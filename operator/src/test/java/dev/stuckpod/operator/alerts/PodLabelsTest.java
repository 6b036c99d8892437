package dev.stuckpod.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodLabelsTest {

  @Test
  void takesThePodThatTheLabelsName() {
    Alert alert = alert(Map.of("namespace", "shop", "pod", "till-0.a", "container", "till"));

    assertThat(PodLabels.USUAL.suspect(alert))
        .contains(new Suspect("shop", "till-0.a", "till", alert));
  }

  @Test
  void takesOtherLabelsWhereItIsToldTo() {
    Alert alert =
        alert(Map.of("kubernetes_namespace", "shop", "kubernetes_pod_name", "till-0", "pod", "x"));

    assertThat(new PodLabels("kubernetes_namespace", "kubernetes_pod_name", "").suspect(alert))
        .contains(new Suspect("shop", "till-0", null, alert));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "till/../etc",
        "../till",
        "till\nother",
        "till ",
        "TILL",
        "till_0",
        ".till",
        "täll"
      })
  void takesNoNameThatIsNone(String name) {
    assertThat(PodLabels.USUAL.suspect(alert(Map.of("namespace", "shop", "pod", name)))).isEmpty();
    assertThat(PodLabels.USUAL.suspect(alert(Map.of("namespace", name, "pod", "till-0"))))
        .isEmpty();
    assertThat(
            PodLabels.USUAL.suspect(
                alert(Map.of("namespace", "shop", "pod", "till-0", "container", name))))
        .hasValueSatisfying(suspect -> assertThat(suspect.container()).isNull());
  }

  @Test
  void takesNoAlertThatNamesNoPod() {
    assertThat(PodLabels.USUAL.suspect(alert(Map.of("namespace", "shop")))).isEmpty();
    assertThat(PodLabels.USUAL.suspect(alert(Map.of("pod", "till-0")))).isEmpty();
  }

  private static Alert alert(Map<String, String> labels) {
    return new Alert(true, "f", Instant.EPOCH, labels, "");
  }
}
