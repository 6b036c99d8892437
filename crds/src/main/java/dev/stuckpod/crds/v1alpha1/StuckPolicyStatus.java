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
 * @param alerts alerts that led to an incident, or were found to be about one; each does once
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
    @Nullable @Size(max = 200) List<TakenAlert> alerts,
    @Nullable Long observedGeneration) {

  /**
   * The same with another explanation.
   *
   * @param answer null: none
   */
  public StuckPolicyStatus explained(@Nullable Explanation answer) {
    return new StuckPolicyStatus(
        conditions, pods, notCapturable, notFiring, answer, slots, alerts, observedGeneration);
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

  /**
   * An alert, told from others by fingerprint and startsAt, and what it led to.
   *
   * @param name its label alertname
   * @param fingerprint of its labels, as Alertmanager says it
   * @param startsAt since when it fires, RFC 3339
   * @param pod name of the pod that it is about
   * @param incident name of the DumpAnalysis
   * @param at when it was taken note of, RFC 3339
   */
  public record TakenAlert(
      @Size(max = 128) String name,
      @Size(max = 64) String fingerprint,
      @Size(max = 40) String startsAt,
      @Size(max = 253) String pod,
      @Size(max = 253) String incident,
      @Size(max = 40) String at) {}

  /**
   * Why a pod fires, or not, for a person who has asked by the policy's annotation
   * stuckpod.dev/explain; it goes when the annotation goes.
   *
   * @param ask the annotation that is answered
   * @param pod name of the pod
   * @param at when it was judged, RFC 3339
   * @param holdsFor how long a pod must be stuck: spec.for, as it is in force
   * @param stuckSince since when it is, RFC 3339; absent while it is not
   * @param held what keeps a pod that is stuck from leading to a capture, or any pod from being
   *     judged
   * @param rules what each comes to
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Explanation(
      @Size(max = 320) String ask,
      @Size(max = 253) String pod,
      @Size(max = 40) String at,
      @Size(max = 20) String holdsFor,
      @Nullable @Size(max = 40) String stuckSince,
      @Nullable PodNote held,
      @Size(max = 16) List<RuleNow> rules) {

    /** Asks: {@code POD ANYTHING}, where a new question has another ANYTHING. */
    public static final String ASK = "stuckpod.dev/explain";

    /** How long a question may be, in characters. */
    public static final int LONGEST = 320;

    /**
     * What a rule comes to.
     *
     * @param rule its name
     * @param window how far back it looks
     * @param value Stuck, Progressing or Unknown
     * @param reason CamelCase
     * @param message one sentence
     * @param at when its readings were had, RFC 3339
     * @param clauses each, in the order in which they are tried; the first that does not hold
     *     decides
     */
    public record RuleNow(
        @Size(max = 63) String rule,
        @Size(max = 20) String window,
        @Size(max = 16) String value,
        @Size(max = 63) String reason,
        @Size(max = 512) String message,
        @Size(max = 40) String at,
        @Size(max = 32) List<ClauseNow> clauses) {}

    /**
     * What a clause comes to.
     *
     * @param clause pod, source, readings, while, counters, frozen, up, node, scrape, presence or
     *     query
     * @param metric the metric or query that was asked
     * @param value what was read, with its unit where it has one
     * @param threshold what it is held against
     * @param holds whether it is as the rule asks for
     * @param message one sentence
     */
    public record ClauseNow(
        @Size(max = 16) String clause,
        @Size(max = 512) String metric,
        @Size(max = 128) String value,
        @Size(max = 512) String threshold,
        boolean holds,
        @Size(max = 512) String message) {}
  }
}
