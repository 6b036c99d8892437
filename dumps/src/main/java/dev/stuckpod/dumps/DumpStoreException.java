package dev.stuckpod.dumps;

import java.io.IOException;

/** A store has not done what it was asked. The message is what was heard of it, in one sentence. */
public final class DumpStoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why not, by what can be done about it. */
  public enum Reason {
    /** There is no room within bounds; asking again does not help. */
    FULL,
    /** The dump was not taken, or not all of it; asking again may help. */
    NOT_KEPT,
    /** The file with the dump, here on disk, cannot be read. */
    FILE,
    /** What was kept is missing or damaged. */
    UNREADABLE,
    /** No answer, or a refusal, which may pass. */
    UNANSWERED
  }

  private final Reason reason;

  /** A failure that nothing else has caused. */
  public DumpStoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A failure, with what has caused it and is its message. */
  public DumpStoreException(Reason reason, Throwable cause) {
    super(cause.getMessage(), cause);
    this.reason = reason;
  }

  /** Why it was not done. */
  public Reason reason() {
    return reason;
  }
}
