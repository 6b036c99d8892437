package dev.stuckpod.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ReplicaSet  | hub-7c9f5d    | pod-template-hash: 7c9f5d          | Deployment/hub
          ReplicaSet  | a-b-7c9f5d    | pod-template-hash: 7c9f5d          | Deployment/a-b
          ReplicaSet  | hub-7c9f5d    | rollouts-pod-template-hash: 7c9f5d | Rollout/hub
          ReplicaSet  | hub           | app: hub                           | ReplicaSet/hub
          ReplicaSet  | hub-7c9f5d    | pod-template-hash: 8888            | ReplicaSet/hub-7c9f5d
          ReplicaSet  | -8888         | pod-template-hash: 8888            | ReplicaSet/-8888
          StatefulSet | hub           | pod-template-hash: hub             | StatefulSet/hub
          DaemonSet   | hub           | app: hub                           | DaemonSet/hub
          Job         | hub-29876     | app: hub                           | Job/hub-29876
          """)
  void aWorkloadIsNamedSoThatARolloutLeavesItTheSame(
      String kind, String name, String label, String workload) {
    Pod pod =
        pod(
            """
            labels: {%s}
            ownerReferences:
            - {apiVersion: v1, kind: Other, name: other, uid: o}
            - {apiVersion: apps/v1, kind: %s, name: "%s", uid: u, controller: true}
            """
                .formatted(label, kind, name));

    assertThat(Origin.workload(pod)).isEqualTo(workload);
    assertThat(PodView.of(pod).owner()).isEqualTo(workload);
  }

  @Test
  void aPodThatNothingControlsIsItsOwn() {
    assertThat(Origin.of(pod("labels: {app: hub}"), null))
        .isEqualTo(new Origin("Pod/hub-1", "shop/hub:2.4.1"));
  }

  @Test
  void theImageIsTheAppsContainers() {
    Pod pod = pod("labels: {app: hub}");

    assertThat(Origin.of(pod, "hub").image()).isEqualTo("shop/hub:2.4.1");
    assertThat(Origin.of(pod, "another").image()).isNull();
  }

  private static Pod pod(String meta) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: hub-1
          namespace: shop
          uid: p
        %s
        spec:
          containers:
          - {name: hub, image: "shop/hub:2.4.1"}
          - {name: stuckpod, image: "stuckpod/sidecar:1"}
        """
            .formatted(meta.indent(2)),
        Pod.class);
  }
}
