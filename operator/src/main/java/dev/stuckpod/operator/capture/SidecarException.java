package dev.stuckpod.operator.capture;

import dev.stuckpod.crds.reasons.CapturedReason;

/** The sidecar is not there or does not answer. */
public final class SidecarException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CapturedReason reason;
  private final boolean passing;
  private final String sentence;

  /**
   * Says what is wrong.
   *
   * @param passing whether it may be better in a moment
   * @param message one sentence, with the remedy
   */
  public SidecarException(CapturedReason reason, boolean passing, String message) {
    super(message);
    this.reason = reason;
    this.passing = passing;
    this.sentence = message;
  }

  /** For the condition Captured. */
  public CapturedReason reason() {
    return reason;
  }

  /** Says what is wrong and what to do. */
  public String sentence() {
    return sentence;
  }

  /** Tells whether it may be better in a moment. */
  public boolean passing() {
    return passing;
  }
}
