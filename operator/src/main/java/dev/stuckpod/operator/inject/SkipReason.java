package dev.stuckpod.operator.inject;

/** Why a pod gets no sidecar. */
public enum SkipReason {
  /** It has one. */
  AlreadyInjected(false),
  /** Neither it nor its namespace asks for one. */
  NotOptedIn(false),
  /** Its label says no. */
  OptedOut(true),
  /** The kubelet's own copy of a static pod, which runs already. */
  MirrorPod(false),
  /** The API server refuses a shared process namespace together with the host's. */
  HostPid(true),
  /** The sidecar's port would be open on the node. */
  HostNetwork(true),
  /** There is no sidecar for Windows. */
  Windows(true),
  /** The pod says that its containers may not see each other's processes. */
  ProcessNamespaceNotShared(true),
  /**
   * A namespace's label does not let several containers see each other's processes: label the pod
   * itself, or let it say shareProcessNamespace: true.
   */
  SeveralContainers(true),
  /** It has more than 64 containers. */
  TooManyContainers(true),
  /** Several containers that run as different users, and nothing says which is the app's. */
  ContainerAmbiguous(true),
  /** The app runs as root, and that is not allowed here. */
  RootApp(true),
  /** An annotation does not say what it should. */
  BadAnnotation(true),
  /** Every port that was tried is taken. */
  NoFreePort(true),
  /** A ResourceQuota of the namespace has room for the app's pods, but not for sidecars too. */
  QuotaFull(true),
  /** A LimitRange of the namespace, or the pod's own sum, leaves less than the sidecar needs. */
  RangeTooTight(true),
  /** The namespace refuses the pod as it is, with or without a sidecar. */
  RefusedAnyway(true),
  /** What the namespace allows its pods could not be read, so nothing is put into them. */
  LimitsUnread(true),
  /** A sidecar of the namespace cannot start, and its app waits for it; no more of that. */
  SidecarsFail(true),
  /** The last pod of the workload was refused with its sidecar, by a policy for one. */
  RefusedBefore(true);

  private final boolean told;

  SkipReason(boolean told) {
    this.told = told;
  }

  /** Whether the user is told, by an Event and an annotation. */
  public boolean told() {
    return told;
  }
}
