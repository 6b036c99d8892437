package dev.stuckpod.operator.loadtest.look;

/** Why a look does not make a pod stuck. */
public enum Unproven {
  /** The dump shows nothing wrong. */
  NothingFound(true, "found nothing"),
  /** Many wait for a lock whose holder makes progress: slow, and not stuck. */
  MovesOn(true, "found a queue that moves"),
  /**
   * It waits for an answer from outside: with that it goes on, and the other is to be looked at.
   */
  WaitsForPeer(true, "found it waiting for an answer from outside"),
  /** Routines pile up that nobody wakes; what is left of the pod works. */
  Leaks(true, "found a leak, which stops nothing"),
  /** What was found is less certain than a window asks for. */
  TooUncertain(true, "found what is less certain than failOn asks for"),
  /** Something is wrong, and the dump does not show what. */
  Inconclusive(false, "found no explanation"),
  /** There is no dump. */
  NotLooked(false, "got no dump");

  private final boolean seen;
  private final String words;

  Unproven(boolean seen, String words) {
    this.seen = seen;
    this.words = words;
  }

  /** Whether somebody has looked, and can say that the pod is not stuck; else it is not known. */
  public boolean seen() {
    return seen;
  }

  String words() {
    return words;
  }
}
