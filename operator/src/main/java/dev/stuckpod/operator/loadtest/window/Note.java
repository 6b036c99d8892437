package dev.stuckpod.operator.loadtest.window;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.text.OneLine;
import java.time.Instant;

/**
 * Something that happened during a window.
 *
 * @param pod name of the pod; empty where it is about none
 * @param message a sentence
 */
public record Note(String pod, NoteReason reason, String message, Instant at) {

  private static final int LONGEST = 512;

  /** Some of it others have written. */
  public Note {
    message = OneLine.of(message).within(LONGEST).text();
  }
}
