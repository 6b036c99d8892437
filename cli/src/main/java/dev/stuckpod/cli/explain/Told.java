package dev.stuckpod.cli.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of why a pod fires, or not.
 *
 * @param asOf the time that was asked for; null: now
 * @param policies those that select the pod
 * @param others how many other policies there are in the namespace
 * @param events what was said of the pod, the latest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Told(
    String namespace,
    String pod,
    @Nullable String asOf,
    List<OfPolicy> policies,
    int others,
    List<Happened> events) {

  /** Whether the operator has said of each policy how it judges the pod. */
  boolean answered() {
    return policies.stream().allMatch(policy -> policy.explanation() != null);
  }

  /**
   * What a policy says of it.
   *
   * @param mode Shadow or Capture
   * @param ready the message of its condition Ready, where that is not True
   * @param explanation the operator's answer; null where there is none
   * @param why why there is none
   * @param known what its status says all the same; null: nothing
   * @param analyses names of DumpAnalyses that it has opened for the pod
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfPolicy(
      String policy,
      String mode,
      @Nullable String ready,
      @Nullable Explanation explanation,
      @Nullable String why,
      @Nullable String known,
      List<String> analyses) {}

  /**
   * An Event.
   *
   * @param at RFC 3339
   */
  record Happened(String at, String reason, String note) {}
}
