package dev.stuckpod.cli.report.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was found.
 *
 * @param title the cause in a sentence
 * @param rule that found it
 * @param confidence how sure that is
 * @param explanation why it cannot go on
 * @param participants who takes part, the root first
 * @param evidence what was seen, step by step
 * @param suggestion what to change
 */
public record Cause(
    String title,
    String rule,
    String confidence,
    Tone tone,
    String explanation,
    List<Participant> participants,
    List<String> evidence,
    String suggestion) {
  public Cause {
    participants = List.copyOf(participants);
    evidence = List.copyOf(evidence);
  }

  /** Routines with one role, and where they stand. */
  public record Participant(
      String role,
      int count,
      String function,
      String location,
      @Nullable String link,
      String state,
      String example) {}
}
