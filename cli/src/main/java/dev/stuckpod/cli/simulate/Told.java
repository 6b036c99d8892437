package dev.stuckpod.cli.simulate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.RuleNow;
import dev.stuckpod.operator.replay.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a policy would have fired. Times are RFC 3339.
 *
 * @param until how far it was judged; earlier than {@code to} where {@code stopped} says why
 * @param step between two times at which it was judged
 * @param holdsFor how long a pod must be stuck
 * @param pods how many there were, and how many of them are gone
 * @param firings by time
 * @param rules each, in the policy's order
 * @param notKnown what nobody has recorded, a sentence each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Told(
    String policy,
    String namespace,
    String from,
    String to,
    String until,
    @Nullable String stopped,
    String step,
    String holdsFor,
    Pods pods,
    List<Fired> firings,
    List<OfRule> rules,
    List<String> notKnown,
    Cost cost) {

  /** How many. */
  record Pods(int all, int gone) {}

  /**
   * A pod that would have fired.
   *
   * @param since when it was first called stuck
   * @param until when it was last called stuck
   * @param rule what it would have fired by, as explain tells it
   * @param also other rules that held
   */
  record Fired(
      String at, String pod, String since, String until, RuleNow rule, List<String> also) {}

  /**
   * A rule.
   *
   * @param pods how many it fired for
   * @param unknownShare for which part of the time, of all pods, it could not tell
   */
  record OfRule(
      String rule, int fired, int pods, double unknownShare, List<Outcome.Unknown> unknown) {}

  /** What it has taken of the source. */
  record Cost(String source, long questions, long seconds) {}
}
