package dev.stuckpod.cli.cluster;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Which policies are about a pod. */
public final class PodPolicies {

  private PodPolicies() {}

  /** Asks the API server, whose matter selectors are, whether a policy selects a pod. */
  public static boolean selects(KubernetesClient client, StuckPolicy policy, String pod) {
    return !client
        .pods()
        .withLabelSelector(policy.getSpec().selector())
        .withField("metadata.name", pod)
        .list()
        .getItems()
        .isEmpty();
  }
}
