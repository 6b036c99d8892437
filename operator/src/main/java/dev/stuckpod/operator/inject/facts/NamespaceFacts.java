package dev.stuckpod.operator.inject.facts;

import java.util.Map;

/**
 * What a namespace says about its pods.
 *
 * @param name of the namespace
 * @param labels of the namespace
 * @param annotations those that are read
 */
public record NamespaceFacts(
    String name, Map<String, String> labels, Map<String, String> annotations) {

  private static final String POD_SECURITY = "pod-security.kubernetes.io/enforce";

  public NamespaceFacts {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Of one that has no annotation which is read. */
  public NamespaceFacts(String name, Map<String, String> labels) {
    this(name, labels, Map.of());
  }

  /** Whether its label asks for sidecars. */
  public boolean optedIn() {
    return "true".equals(labels.get(Marks.INJECT));
  }

  /** Whether Pod Security admits a container that runs as root. */
  public boolean allowsRoot() {
    return !"restricted".equals(labels.get(POD_SECURITY));
  }
}
