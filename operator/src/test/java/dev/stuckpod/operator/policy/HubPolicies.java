package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Policies over the pods of a workload, most often that of a hub. */
public final class HubPolicies {

  private HubPolicies() {}

  /**
   * One of them, not created yet.
   *
   * @param spec what it says beside whom it selects: fields in YAML
   */
  public static StuckPolicy of(String namespace, String name, String... spec) {
    return over("hub", namespace, name, spec);
  }

  /** The same, over pods of another workload. */
  static StuckPolicy over(String app, String namespace, String name, String... spec) {
    return Serialization.unmarshal(
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: StuckPolicy
        metadata: {name: %s, namespace: %s}
        spec:
          selector: {matchLabels: {app: %s}}
          %s
        """
            .formatted(name, namespace, app, String.join("\n  ", spec)),
        StuckPolicy.class);
  }
}
