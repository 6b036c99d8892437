package dev.stuckpod.crds.reasons;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reasons of the notes of a LoadTestWindow. The field is open: an operator of a later version may
 * write others, which are read as none of these.
 */
public enum NoteReason {
  Joined("The pod came during the window."),
  Replaced("The pod went, and others took its place."),
  ScaledIn("The pod went, and its workload is smaller."),
  RolledOut("The pod went, and pods of another version came."),
  Evicted("The pod was evicted."),
  Restarted("The pod's container ended and was started again."),
  OOMKilled("The pod's container was killed, as it took more memory than it may."),
  NotReady("The pod lost its readiness."),
  ProbeFailed("The kubelet says that a probe of the pod has failed; how often, and why."),
  Looked("The pod was suspected and looked at, and is not stuck; or the dump does not say so."),
  NotSeen("The pod could not be seen, or not be looked at; the message says why."),
  NotRead("Facts that could not be read. By none of them it is told that a pod is stuck."),
  LeftOut("Pods or series that there was no room for."),
  More("There were more notes than are kept.");

  private final String text;

  NoteReason(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }

  /** Reads a note's reason; empty where it is none that is known here. */
  public static Optional<NoteReason> of(@Nullable String word) {
    return Arrays.stream(values()).filter(one -> one.name().equals(word)).findFirst();
  }

  /** Whether it says that the pod went. */
  public boolean leaves() {
    return switch (this) {
      case Replaced, ScaledIn, RolledOut, Evicted -> true;
      default -> false;
    };
  }

  /** Whether it says that the pod's container began anew. */
  public boolean restarts() {
    return this == Restarted || this == OOMKilled;
  }
}
