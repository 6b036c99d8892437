package dev.stuckpod.operator.alerts;

/** A payload is not taken. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  enum Why {
    NotPost(405),
    NotTrusted(401),
    NotVersion4(400),
    TooLarge(413),
    /** Another replica leads: Alertmanager tries again, and meets it. */
    NotLeading(503),
    /** Alertmanager tries again. */
    Busy(503);

    private final int code;

    Why(int code) {
      this.code = code;
    }

    /** The answer's status code. Alertmanager comes again after one from 500 on, and else never. */
    int code() {
      return code;
    }
  }

  /** Why. */
  private final Why why;

  /** Refuses with a sentence for whoever has sent it. */
  Refused(Why why, String message) {
    super(message);
    this.why = why;
  }

  Why why() {
    return why;
  }
}
