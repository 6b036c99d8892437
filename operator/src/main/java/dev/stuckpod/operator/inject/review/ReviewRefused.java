package dev.stuckpod.operator.inject.review;

/** A review is not answered: no API server sends such a one. */
public final class ReviewRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Why {
    /** It is something else than a review of a pod, or names what cannot be. */
    NotAReview,
    /** It has more bytes, tokens or depth than a pod needs. */
    TooLarge,
    /** Too many others are being answered. */
    Busy
  }

  /** Why it is not answered. */
  private final Why why;

  /** Refuses with a sentence for whoever has sent it. */
  public ReviewRefused(Why why, String message) {
    super(message);
    this.why = why;
  }

  /** Why it is not answered. */
  public Why why() {
    return why;
  }
}
