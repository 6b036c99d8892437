package dev.stuckpod.operator.alerts;

import dev.stuckpod.operator.names.ObjectName;
import java.util.Optional;

/**
 * Which labels of an alert name its pod.
 *
 * @param container may be missing of an alert; empty: no label names a container
 */
public record PodLabels(String namespace, String pod, String container) {

  /** As Prometheus names them. */
  public static final PodLabels USUAL = new PodLabels("namespace", "pod", "container");

  /**
   * Finds the pod that an alert is about; empty where its labels name none, or are none that a
   * namespace or pod can have.
   */
  Optional<Suspect> suspect(Alert alert) {
    String where = alert.labels().getOrDefault(namespace, "");
    String name = alert.labels().getOrDefault(pod, "");
    if (!ObjectName.isLabel(where) || !ObjectName.isSubdomain(name)) {
      return Optional.empty();
    }
    String named = alert.labels().getOrDefault(container, "");
    return Optional.of(new Suspect(where, name, ObjectName.isLabel(named) ? named : null, alert));
  }
}
