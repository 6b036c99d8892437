package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;

/**
 * Pods of a workload hub at an API server without a scheduler and a kubelet, and what these would
 * say of them.
 */
public final class HubPods {

  private HubPods() {}

  /** One of them, not created yet. */
  public static Pod of(String namespace, String name) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: %s
          labels: {app: hub}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: hub, uid: hubs, controller: true}]
        spec: {nodeName: node, containers: [{name: hub, image: 'hub:1'}]}
        """
            .formatted(name, namespace),
        Pod.class);
  }

  /** Creates one, and says that it runs. */
  public static void run(KubernetesClient client, Pod pod) {
    says(client, client.resource(pod).create(), running(pod.getMetadata().getName()));
  }

  /** That container hub has run for an hour, ready. */
  public static PodStatus running(String containerID) {
    return Serialization.unmarshal(
        """
        phase: Running
        podIP: 127.0.0.1
        conditions: [{type: Ready, status: 'True'}]
        containerStatuses:
        - {name: hub, ready: true, restartCount: 0, image: 'hub:1', imageID: '', containerID: 'containerd://%s',
           state: {running: {startedAt: '%s'}}}
        """
            .formatted(containerID, Instant.now().minus(Duration.ofHours(1))),
        PodStatus.class);
  }

  /** Says something of one that is there. */
  public static void says(KubernetesClient client, Pod pod, PodStatus status) {
    pod.setStatus(status);
    client.resource(pod).updateStatus();
  }
}
