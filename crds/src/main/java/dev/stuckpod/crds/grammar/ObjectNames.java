package dev.stuckpod.crds.grammar;

/** What Kubernetes accepts as names of objects and labels. */
public final class ObjectNames {

  /** Containers and rules: a DNS label. */
  public static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** Pods and most other objects: a DNS subdomain. */
  public static final String DNS_SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  private ObjectNames() {}
}
