package dev.stuckpod.operator.inject.facts;

import java.util.Map;

/**
 * What a namespace says about its pods.
 *
 * @param name of the namespace
 * @param labels of the namespace
 */
public record NamespaceFacts(String name, Map<String, String> labels) {

  private static final String POD_SECURITY = "pod-security.kubernetes.io/enforce";

  public NamespaceFacts {
    labels = Map.copyOf(labels);
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
