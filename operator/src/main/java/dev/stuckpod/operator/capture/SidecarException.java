package dev.stuckpod.operator.capture;

import dev.stuckpod.crds.reasons.CapturedReason;

/** The sidecar is not there or does not answer. */
public final class SidecarException extends Exception {
  private static final long serialVersionUID = 1L;

  private final CapturedReason reason;
  private final boolean passing;
  private final String sentence;
  private final Answer answer;

  /** Whether something came back from the sidecar's port. */
  public enum Answer {
    /** Something did, or it was not called at all. */
    SomeOrNotAsked,
    /** Nothing did. */
    None,
    /** Nothing did, and a NetworkPolicy forbids it. */
    Forbidden
  }

  /**
   * Says what is wrong.
   *
   * @param passing whether it may be better in a moment
   * @param message one sentence, with the remedy
   */
  public SidecarException(CapturedReason reason, boolean passing, String message) {
    this(reason, passing, message, Answer.SomeOrNotAsked);
  }

  /**
   * Says what is wrong.
   *
   * @param passing whether it may be better in a moment
   * @param message one sentence, with the remedy
   * @param answer whether something came back
   */
  public SidecarException(CapturedReason reason, boolean passing, String message, Answer answer) {
    super(message);
    this.reason = reason;
    this.passing = passing;
    this.sentence = message;
    this.answer = answer;
  }

  /** Whether something came back. */
  public Answer answer() {
    return answer;
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
