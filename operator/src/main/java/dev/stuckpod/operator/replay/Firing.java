package dev.stuckpod.operator.replay;

import dev.stuckpod.operator.judging.Explainer.Explained;
import java.time.Instant;
import java.util.List;

/**
 * A pod that would have fired.
 *
 * @param since when it was first called stuck
 * @param at when it had been for long enough
 * @param until when it was last called stuck
 * @param why the rule that it would have fired by, clause by clause
 * @param also names of other rules that held then
 */
public record Firing(
    String pod, Instant since, Instant at, Instant until, Explained why, List<String> also) {

  Firing until(Instant later) {
    return new Firing(pod, since, at, later, why, also);
  }
}
