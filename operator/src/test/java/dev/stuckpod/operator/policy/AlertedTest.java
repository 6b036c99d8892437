package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.OnAlert;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpecBuilder;
import dev.stuckpod.operator.alerts.Alert;
import dev.stuckpod.operator.alerts.Suspect;
import dev.stuckpod.operator.alerts.Taken;
import dev.stuckpod.operator.notify.payload.Payload;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertedTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final Alert ALERT =
      new Alert(true, "00ff", NOON, Map.of("alertname", "NothingMoves"), "No request has ended.");

  @ParameterizedTest
  @CsvSource({
    // containers of the pod, policy's, alert's, which it is
    "hub,,,hub",
    "hub,,hub,hub",
    "hub,,kube-state-metrics,hub",
    "hub,hub,,hub",
    "hub,hub,kube-state-metrics,hub",
    "hub proxy,hub,hub,hub",
    "hub proxy,,hub,hub",
    "hub proxy,hub,proxy,OtherContainer",
    "hub proxy,,,NotRunning",
    "hub proxy,,kube-state-metrics,NotRunning",
    "hub,other,hub,NotRunning",
  })
  void itIsAboutTheContainerThatThePolicyThePodOrTheAlertNames(
      String containers, @Nullable String policy, @Nullable String alert, String expected) {
    var spec = StuckPolicySpecBuilder.builder().selector(new LabelSelector());
    Alerted alerted =
        Alerted.of(
            new Suspect("shop", "hub-0", alert, ALERT),
            pod(containers.split(" ", -1)),
            policy == null ? spec.build() : spec.container(policy).build());

    assertThat(
            switch (alerted) {
              case Alerted.Pod(var _, var facts) -> facts.container();
              case Alerted.Not(Taken why) -> why.name();
            })
        .isEqualTo(expected);
  }

  @Test
  void itsEvidenceSaysWhichAlertItWas() {
    var suspect = new Suspect("shop", "hub-0", null, ALERT);
    var spec = StuckPolicySpecBuilder.builder().selector(new LabelSelector()).build();

    assertThat(Alerted.of(suspect, pod("hub"), spec))
        .isInstanceOfSatisfying(
            Alerted.Pod.class,
            pod -> {
              var evidence = pod.evidence();
              assertThat(evidence.clause()).isEqualTo("alert");
              assertThat(evidence.metric()).isEqualTo("NothingMoves");
              assertThat(evidence.value()).isEqualTo("00ff");
              assertThat(evidence.at()).isEqualTo("2026-01-15T12:00:00Z");
              assertThat(evidence.message())
                  .startsWith(
                      "Alertmanager says that NothingMoves fires since 2026-01-15T12:00:00Z")
                  .contains("(the container was started later")
                  .endsWith(": No request has ended.");
            });
  }

  @ParameterizedTest
  @CsvSource({
    ",,true",
    "NothingMoves,,true",
    "Other NothingMoves,,true",
    "Other,,false",
    ",page,true",
    ",info,false",
    "NothingMoves,page,true",
    "NothingMoves,info,false",
  })
  void aPolicyChoosesByNameAndLabels(
      @Nullable String names, @Nullable String severity, boolean takes) {
    var onAlert =
        new OnAlert(
            names == null ? null : List.of(names.split(" ", -1)),
            severity == null ? null : Map.of("severity", severity));

    assertThat(onAlert.takes(Map.of("alertname", "NothingMoves", "severity", "page")))
        .isEqualTo(takes);
  }

  @Test
  void anAlertWithoutANameIsTakenWhereNoneIsAskedFor() {
    assertThat(new OnAlert(null, null).takes(Map.of())).isTrue();
    assertThat(new OnAlert(List.of("NothingMoves"), null).takes(Map.of())).isFalse();
  }

  /** A notification of an incident would lead to the next one. */
  @Test
  void itsOwnAlertsAreNoReasonUnlessTheyAreNamed() {
    Map<String, String> own = Map.of("alertname", Payload.ALERT);

    assertThat(new OnAlert(null, null).takes(own)).isFalse();
    assertThat(new OnAlert(null, null).takes(Map.of("alertname", "StuckpodPodStuck"))).isFalse();
    assertThat(new OnAlert(List.of(Payload.ALERT), null).takes(own)).isTrue();
  }

  private static PodView pod(String... containers) {
    Pod pod = HubPods.of("shop", "hub-0");
    pod.getMetadata().setUid("uid");
    pod.getSpec()
        .setContainers(
            List.of(containers).stream()
                .map(name -> new ContainerBuilder().withName(name).withImage("i").build())
                .toList());
    pod.setStatus(HubPods.running("1"));
    return PodView.of(pod);
  }
}
