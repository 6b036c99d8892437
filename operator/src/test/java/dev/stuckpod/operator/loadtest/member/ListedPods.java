package dev.stuckpod.operator.loadtest.member;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** Pods as they are watched. */
public final class ListedPods {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private ListedPods() {}

  /** A pod that runs for an hour, in YAML, by its name. */
  public static Pod running(String name) {
    return of(name, "{app: cable}", "[{name: app}]", "Running");
  }

  /** One of other labels and containers. */
  public static Pod of(String name, String labels, String containers, String phase) {
    return YAML.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, namespace: shop, uid: uid-%1$s, labels: %2$s, creationTimestamp: '2026-01-15T11:00:00Z'}
        spec: {nodeName: n1, containers: %3$s}
        status:
          phase: %4$s
          podIP: 10.0.0.1
          conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-15T11:00:09Z'}]
          containerStatuses:
          - {name: app, ready: true, restartCount: 0, containerID: 'containerd://%1$s',
             state: {running: {startedAt: '2026-01-15T11:00:00Z'}}}
        """
            .formatted(name, labels, containers, phase),
        Pod.class);
  }

  /** Members of a window, whose app is in its only container. */
  public static List<Member> members(List<Pod> pods) {
    return pods.stream()
        .map(PodView::of)
        .map(view -> new Member(view, PodFacts.of(view, "app")))
        .toList();
  }
}
