package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** Before, such a pod counted as capturable until an incident found that it was not. */
  @ParameterizedTest
  @CsvSource({
    "Forbidden, NetworkPolicyForbids",
    "None, SidecarUnreachable",
    "SomeOrNotAsked, ",
  })
  void aPodWhoseSidecarGivesNothingBackIsNotCapturable(
      SidecarException.Answer answer, String reason) {
    var foresight =
        new Foresight(
            (_, _) -> {
              throw new SidecarException(
                  CapturedReason.SidecarUnreachable, true, "NetworkPolicy deny selects it", answer);
            },
            (_, task) -> task.run(),
            () -> 0,
            Clock.systemUTC());
    StuckPolicy policy =
        YAML.unmarshal(
            "spec: {selector: {}, stuckWhen: {any: [{name: hang, scrapeHang: {}}]}}",
            StuckPolicy.class);

    Selection.select(running(), policy.getSpec(), foresight); // which asks, and does not wait
    Selected selected = Selection.select(running(), policy.getSpec(), foresight);

    assertThat(selected.notCapturable().map(PodNote::reason).orElse(null)).isEqualTo(reason);
  }

  private static PodView running() {
    return PodView.of(
        YAML.unmarshal(
            """
            metadata: {name: hub, namespace: shop, uid: '1'}
            spec:
              initContainers: [{name: stuckpod, restartPolicy: Always, securityContext: {runAsUser: 1000}}]
              containers: [{name: app, image: 'app:1'}]
            status:
              phase: Running
              podIP: 10.1.1.1
              containerStatuses:
              - {name: app, containerID: 'containerd://app', state: {running: {startedAt: '%1$s'}}}
              initContainerStatuses:
              - {name: stuckpod, containerID: 'containerd://sidecar', state: {running: {startedAt: '%1$s'}}}
            """
                .formatted(Instant.now().minus(Duration.ofHours(1))),
            Pod.class));
  }
}
