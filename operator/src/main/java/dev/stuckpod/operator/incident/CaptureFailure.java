package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.CapturedReason;

/** A dump cannot be taken, and that is final. */
final class CaptureFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final CapturedReason reason;
  private final String sentence;

  CaptureFailure(CapturedReason reason, String message) {
    super(message);
    this.reason = reason;
    this.sentence = message;
  }

  String sentence() {
    return sentence;
  }

  CapturedReason reason() {
    return reason;
  }
}
