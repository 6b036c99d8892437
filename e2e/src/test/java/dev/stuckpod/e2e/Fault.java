package dev.stuckpod.e2e;

/** A part that is killed, stopped, away or full, and what that looks like in the table. */
enum Fault {
  OPERATOR_KILLED("the operator is killed"),
  OPERATOR_STOPPED("the operator stands still for 20 s"),
  OPERATOR_SPOOL_FULL("the operator's spool is full for 20 s"),
  OPERATOR_SPOOL_CLOSED("the operator's spool cannot be written for 20 s"),
  SIDECAR_KILLED("the sidecar is killed"),
  SIDECAR_STOPPED("the sidecar stands still for 20 s"),
  SIDECAR_SPOOL_FULL("the sidecar's spool is full, for good"),
  SIDECAR_SPOOL_CLOSED("the sidecar's spool cannot be written, for good"),
  POD_DELETED("the pod is deleted"),
  API_SERVER_KILLED("the API server is killed, and started again"),
  API_SERVER_STOPPED("the API server stands still for 20 s"),
  PROMETHEUS_AWAY("Prometheus, whose answer opened it, is away for 20 s"),
  LOG_ROTATED("the app's log is rotated"),
  KUBELET_KILLED("the kubelet, which gives logs and rotates them, is killed, and started again"),
  KUBELET_STOPPED("the kubelet, which gives logs and rotates them, stands still for 20 s");

  private final String label;

  Fault(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** A policy asks for the capture, not a person. */
  boolean needsPolicy() {
    return this == PROMETHEUS_AWAY;
  }

  /** No other row notices, where a person asks: others may run beside it. */
  boolean staysApart() {
    return switch (this) {
      case SIDECAR_KILLED,
          SIDECAR_STOPPED,
          SIDECAR_SPOOL_FULL,
          SIDECAR_SPOOL_CLOSED,
          POD_DELETED,
          PROMETHEUS_AWAY,
          LOG_ROTATED ->
          true;
      default -> false;
    };
  }

  /** Plays a part when all dumps are kept, or might. */
  boolean touchesReading() {
    return this != PROMETHEUS_AWAY && this != KUBELET_KILLED && this != KUBELET_STOPPED;
  }

  /** The log is what matters. */
  boolean strikesTheLog() {
    return this == LOG_ROTATED || this == KUBELET_KILLED || this == KUBELET_STOPPED;
  }

  /** Nothing of the app's pod can be asked any more. */
  boolean takesThePod() {
    return this == POD_DELETED;
  }

  /** The sidecar can keep no dump for the operator. */
  boolean closesTheSidecar() {
    return this == SIDECAR_SPOOL_FULL || this == SIDECAR_SPOOL_CLOSED;
  }
}
