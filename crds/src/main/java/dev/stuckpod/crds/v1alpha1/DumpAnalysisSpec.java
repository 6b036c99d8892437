package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.crds.grammar.DurationRange;
import dev.stuckpod.crds.grammar.ObjectNames;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is captured. A person may write {@code podName} alone.
 *
 * @param podName the pod, in the same namespace
 * @param podUID the pod that is meant, should another have taken its name
 * @param container the app's container; default as in a policy
 * @param containerID the running container that is meant, as in the pod's status
 * @param trigger what led here; absent when a person asked
 * @param methods in the order they are tried; default: all, least harmful first
 * @param allowRestart whether a method may be used that ends the process
 * @param samples how many dumps; default: two with ProcMem and Jcmd, one with any other method
 * @param interval between two samples
 * @param sibling a pod of the same workload that was not stuck when this one was noticed: it is
 *     sampled beside it where that is harmless
 */
@ValidationRule(
    value = "self.podName == oldSelf.podName",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".podName")
@ValidationRule(
    value = "!has(oldSelf.podUID) || has(self.podUID) && self.podUID == oldSelf.podUID",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".podUID")
@ValidationRule(
    value = "!has(oldSelf.container) || has(self.container) && self.container == oldSelf.container",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".container")
@ValidationRule(
    value =
        "!has(oldSelf.containerID) || has(self.containerID) && self.containerID =="
            + " oldSelf.containerID",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".containerID")
@ValidationRule(
    value =
        "has(oldSelf.trigger) == has(self.trigger)"
            + " && (!has(self.trigger) || self.trigger == oldSelf.trigger)",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".trigger")
@ValidationRule(
    value =
        "has(oldSelf.methods) == has(self.methods)"
            + " && (!has(self.methods) || self.methods == oldSelf.methods)",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".methods")
@ValidationRule(
    value =
        "has(oldSelf.allowRestart) == has(self.allowRestart)"
            + " && (!has(self.allowRestart) || self.allowRestart == oldSelf.allowRestart)",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".allowRestart")
@ValidationRule(
    value =
        "has(oldSelf.samples) == has(self.samples)"
            + " && (!has(self.samples) || self.samples == oldSelf.samples)",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".samples")
@ValidationRule(
    value =
        "has(oldSelf.interval) == has(self.interval)"
            + " && (!has(self.interval) || self.interval == oldSelf.interval)",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".interval")
@ValidationRule(
    value =
        "has(oldSelf.sibling) == has(self.sibling)"
            + " && (!has(self.sibling) || self.sibling == oldSelf.sibling)",
    message = DumpAnalysisSpec.IMMUTABLE,
    fieldPath = ".sibling")
@ValidationRule(
    value = "!has(self.container) || self.container != 'stuckpod'",
    message = "container names the app's container; stuckpod is the sidecar",
    fieldPath = ".container")
@ValidationRule(
    value = "!has(self.methods) || self.methods.all(m, self.methods.exists_one(other, other == m))",
    message = "name each method once",
    fieldPath = ".methods")
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DumpAnalysisSpec(
    @Required @Size(min = 1, max = 253) @Pattern(ObjectNames.DNS_SUBDOMAIN) String podName,
    @Nullable @Size(min = 1, max = 63) String podUID,
    @Nullable @Size(min = 1, max = 63) @Pattern(ObjectNames.DNS_LABEL) String container,
    @Nullable @Size(min = 1, max = 253) String containerID,
    @Nullable Trigger trigger,
    @Nullable @Size(min = 1, max = 8) List<CaptureMethod> methods,
    @Nullable Boolean allowRestart,
    @Nullable @Min(1) @Max(10) Integer samples,
    @Nullable @DurationRange(min = "100ms", max = "10m") String interval,
    @Nullable @Size(min = 1, max = 253) @Pattern(ObjectNames.DNS_SUBDOMAIN) String sibling) {

  static final String IMMUTABLE =
      "a DumpAnalysis says what was asked for and is not changed: create another one";

  /** Asks for no sibling beside it. */
  public DumpAnalysisSpec(
      String podName,
      @Nullable String podUID,
      @Nullable String container,
      @Nullable String containerID,
      @Nullable Trigger trigger,
      @Nullable List<CaptureMethod> methods,
      @Nullable Boolean allowRestart,
      @Nullable Integer samples,
      @Nullable String interval) {
    this(
        podName,
        podUID,
        container,
        containerID,
        trigger,
        methods,
        allowRestart,
        samples,
        interval,
        null);
  }

  /**
   * What led to an incident: one of policy and loadTestWindow.
   *
   * @param policy name of the StuckPolicy in the same namespace
   * @param loadTestWindow name of the LoadTestWindow in the same namespace
   * @param rule name of the policy's rule that matched, onAlert where an alert did, or by what the
   *     window noticed the pod
   * @param readings the evidence
   */
  @ValidationRule(
      value = "has(self.policy) != has(self.loadTestWindow)",
      message =
          "trigger names either the StuckPolicy or the LoadTestWindow that led here; a person"
              + " leaves it out")
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Trigger(
      @Nullable @Size(min = 1, max = 253) String policy,
      @Nullable @Size(min = 1, max = 253) @Pattern(ObjectNames.DNS_SUBDOMAIN) String loadTestWindow,
      @Required @Size(min = 1, max = 63) String rule,
      @Nullable @Size(max = 32) List<TriggerReading> readings) {}

  /**
   * One reading that a decision rests on.
   *
   * @param clause while, counters, frozen, up, scrape, query, sibling or alert
   * @param metric the metric or query that was asked; of an alert, its name
   * @param value what was read, with its unit where it has one; of an alert, its fingerprint
   * @param at when, RFC 3339; of an alert, since when it fires
   * @param message one sentence for a reader
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TriggerReading(
      @Size(max = 63) String clause,
      @Nullable @Size(max = 512) String metric,
      @Nullable @Size(max = 63) String value,
      @Nullable @Size(max = 40) String at,
      @Nullable @Size(max = 512) String message) {}
}
