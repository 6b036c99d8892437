package dev.stuckpod.operator.replay;

import dev.stuckpod.operator.readings.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a time that is over comes to.
 *
 * @param until how far it was judged
 * @param firings by time
 * @param rules each, in the policy's order
 * @param asked how often everything was asked for
 * @param failed why it was not judged further; null: it was, or there were too many questions
 */
public record Outcome(
    Instant until,
    List<Firing> firings,
    List<OfRule> rules,
    long asked,
    Answer.@Nullable Missing failed) {

  /**
   * What a rule comes to.
   *
   * @param fired how often
   * @param pods how many pods
   * @param unknown for which part of the time, of all pods, it could not tell, by why
   */
  public record OfRule(String rule, int fired, int pods, List<Unknown> unknown) {

    /** For which part of the time it could not tell, between 0 and 1. */
    public double unknownShare() {
      return unknown.stream().mapToDouble(Unknown::share).sum();
    }
  }

  /**
   * Why it could not be told.
   *
   * @param reason in one word
   * @param share for which part of the time, of all pods
   * @param example what was said of one of them
   */
  public record Unknown(String reason, double share, String example) {}
}
