package dev.stuckpod.sidecar.attach;

import dev.stuckpod.protocol.Reason;

/** A JVM could not be attached to. */
public final class AttachException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  AttachException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why not. */
  public Reason reason() {
    return reason;
  }
}
