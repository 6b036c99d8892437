package dev.stuckpod.crds.network;

import java.util.Map;

/**
 * One end of a connection.
 *
 * @param namespace of the pod
 * @param labels of the pod
 * @param namespaceLabels of its namespace, as far as they are known
 * @param ip of the pod; empty where it is not known
 * @param ports that its containers declare, by name
 */
public record End(
    String namespace,
    Map<String, String> labels,
    Map<String, String> namespaceLabels,
    String ip,
    Map<String, Integer> ports) {

  /** Every namespace has this label, its name. */
  public static final String NAME = "kubernetes.io/metadata.name";

  public End {
    labels = Map.copyOf(labels);
    namespaceLabels = Map.copyOf(namespaceLabels);
    ports = Map.copyOf(ports);
  }
}
