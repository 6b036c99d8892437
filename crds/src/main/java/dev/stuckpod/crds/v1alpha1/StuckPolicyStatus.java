package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy sees. Written on change only.
 *
 * @param conditions Ready, MetricsAvailable, CaptureReady
 * @param pods how many are selected, stuck, unknown, capturable
 * @param notCapturable pods whose dump could not be taken, and the remedy
 * @param notFiring why a selected pod does not count as stuck
 * @param explanation why one pod fires or not, while somebody asks
 * @param slots captures reserved or made, the memory of the limits
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StuckPolicyStatus(
    @Nullable @Size(max = 16) List<Condition> conditions,
    @Nullable PodCounts pods,
    @Nullable @Size(max = 20) List<PodNote> notCapturable,
    @Nullable @Size(max = 20) List<PodNote> notFiring,
    @Nullable Explanation explanation,
    @Nullable @Size(max = 500) List<Slot> slots,
    @Nullable Long observedGeneration) {

  /**
   * The same with another explanation.
   *
   * @param answer null: none
   */
  public StuckPolicyStatus explained(@Nullable Explanation answer) {
    return new StuckPolicyStatus(
        conditions, pods, notCapturable, notFiring, answer, slots, observedGeneration);
  }

  /**
   * Pods of a policy.
   *
   * @param selected matched by the selector
   * @param stuck of these, stuck now
   * @param unknown of these, not to be judged now
   * @param capturable of these, with a sidecar that can take a dump
   */
  @RecordBuilder
  public record PodCounts(int selected, int stuck, int unknown, int capturable) {}

  /**
   * One pod and why.
   *
   * @param reason CamelCase
   * @param message one sentence, with the remedy where there is one
   */
  public record PodNote(
      @Size(max = 253) String pod,
      @Size(max = 63) String reason,
      @Size(max = 512) String message) {}

  /**
   * One capture that counts against the limits.
   *
   * @param name of the DumpAnalysis that the slot is for
   * @param pod name of the pod
   * @param podUID uid of the pod
   * @param episode how often this container has been stuck before
   * @param reservedAt when, RFC 3339
   * @param releasedAt when the capture ended, RFC 3339; absent while under way
   * @param recoveredAt when the container had made progress for a whole window again, RFC 3339: the
   *     next time is another episode
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Slot(
      @Size(max = 253) String name,
      @Size(max = 253) String pod,
      @Size(max = 63) String podUID,
      @Nullable @Min(0) Integer episode,
      @Size(max = 40) String reservedAt,
      @Nullable @Size(max = 40) String releasedAt,
      @Nullable @Size(max = 40) String recoveredAt) {}
}
