package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.crds.grammar.DurationRange;
import dev.stuckpod.crds.grammar.ObjectNames;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.RetentionSpec;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a LoadTestWindow asks for.
 *
 * @param selector the pods of the window's namespace that are watched; or policies
 * @param policies names of StuckPolicies of the namespace, whose pods are watched; or selector
 * @param container the app's container; default as in a policy
 * @param during how long the load runs; without it until ended is true
 * @param settle for so long after the load's end is looked whether held work goes down
 * @param deadline the most that the load may last, from the window's start: a window that is still
 *     open then ends, and its result is Unknown. A load that has ended before has settle all the
 *     same, and up to three minutes more for the last dumps
 * @param interval between two looks at a pod
 * @param ended true closes the window: the load has ended
 * @param detect how stuck pods are noticed
 * @param failOn what makes the window's result Stuck
 * @param scrape where metrics are served, where annotations, monitors and ports do not say it
 * @param capture how a dump may be taken
 * @param retention how long the window is kept when it has ended: for ttl from then on, and as one
 *     of the newest so many of its namespace that have ended (keep). Its analyses are kept as long
 *     as it is
 */
@ValidationRule(
    value = "has(self.selector) != has(self.policies)",
    message = "a window watches either the pods of a selector or those of policies")
@ValidationRule(
    value = "!has(self.selector) || " + StuckPolicySpec.SELECTS,
    message = StuckPolicySpec.SELECTS_ALL,
    fieldPath = ".selector")
@ValidationRule(
    value = "!has(self.policies) || self.policies.all(p, self.policies.exists_one(o, o == p))",
    message = "name each policy once",
    fieldPath = ".policies")
@ValidationRule(
    value = "!has(self.container) || self.container != 'stuckpod'",
    message = "container names the app's container; stuckpod is the sidecar",
    fieldPath = ".container")
@ValidationRule(
    value =
        "!has(self.settle) || !has(self.deadline)"
            + " || duration(self.settle) < duration(self.deadline)",
    message = "deadline is the most that the load may last: make it longer than settle",
    fieldPath = ".deadline")
@ValidationRule(
    value =
        "!has(self.during) || !has(self.during.duration) || !has(self.settle)"
            + " || !has(self.deadline) || duration(self.settle) >= duration(self.deadline)"
            + " || duration(self.during.duration) <= duration(self.deadline)",
    message = "deadline would end the window before during.duration is over: make it longer",
    fieldPath = ".deadline")
@ValidationRule(
    value = "!has(oldSelf.ended) || !oldSelf.ended || has(self.ended) && self.ended",
    message = "a window that was closed is not opened again: create another one",
    fieldPath = ".ended")
@ValidationRule(
    value =
        "has(oldSelf.selector) == has(self.selector)"
            + " && (!has(self.selector) || self.selector == oldSelf.selector)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".selector")
@ValidationRule(
    value =
        "has(oldSelf.policies) == has(self.policies)"
            + " && (!has(self.policies) || self.policies == oldSelf.policies)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".policies")
@ValidationRule(
    value =
        "has(oldSelf.container) == has(self.container)"
            + " && (!has(self.container) || self.container == oldSelf.container)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".container")
@ValidationRule(
    value =
        "has(oldSelf.during) == has(self.during)"
            + " && (!has(self.during) || self.during == oldSelf.during)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".during")
@ValidationRule(
    value =
        "has(oldSelf.settle) == has(self.settle)"
            + " && (!has(self.settle) || self.settle == oldSelf.settle)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".settle")
@ValidationRule(
    value =
        "has(oldSelf.interval) == has(self.interval)"
            + " && (!has(self.interval) || self.interval == oldSelf.interval)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".interval")
@ValidationRule(
    value =
        "has(oldSelf.detect) == has(self.detect)"
            + " && (!has(self.detect) || self.detect == oldSelf.detect)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".detect")
@ValidationRule(
    value =
        "has(oldSelf.failOn) == has(self.failOn)"
            + " && (!has(self.failOn) || self.failOn == oldSelf.failOn)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".failOn")
@ValidationRule(
    value =
        "has(oldSelf.scrape) == has(self.scrape)"
            + " && (!has(self.scrape) || self.scrape == oldSelf.scrape)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".scrape")
@ValidationRule(
    value =
        "has(oldSelf.capture) == has(self.capture)"
            + " && (!has(self.capture) || self.capture == oldSelf.capture)",
    message = LoadTestWindowSpec.IMMUTABLE,
    fieldPath = ".capture")
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadTestWindowSpec(
    @Nullable LabelSelector selector,
    @Nullable @Size(min = 1, max = 16)
        List<@Size(min = 1, max = 253) @Pattern(ObjectNames.DNS_SUBDOMAIN) String> policies,
    @Nullable @Size(min = 1, max = 63) @Pattern(ObjectNames.DNS_LABEL) String container,
    @Nullable During during,
    @Default("1m") @Nullable @DurationRange(min = "1s", max = "24h") String settle,
    @Default("2h") @Nullable @DurationRange(min = "10s", max = "168h") String deadline,
    @Default("3s") @Nullable @DurationRange(min = "1s", max = "1m") String interval,
    @Default("false") @Nullable Boolean ended,
    @Default("{\"locks\": true, \"metrics\": true, \"residue\": true, \"policies\": true}")
        @Nullable Detect detect,
    @Default("{}") @Nullable FailOn failOn,
    @Nullable ScrapeSpec scrape,
    @Nullable CaptureSpec capture,
    @Default("{}") @Nullable RetentionSpec retention) {

  /** A path, and a query if it has one. */
  static final String PAGE_PATH = "^/[-A-Za-z0-9._~%/]*([?][-A-Za-z0-9._~%/=&\\[\\]]*)?$";

  static final String IMMUTABLE =
      "a window says what was watched and how: only ended, deadline and retention may be changed";

  /**
   * How long the load runs: one of these, or none, then until ended is true. Whichever it is, ended
   * closes the window before.
   *
   * @param duration from the moment that the window is opened
   * @param until RFC 3339
   * @param testRun a TestRun of k6-operator in the same namespace; it may not be there yet
   * @param job a Job in the same namespace; it may not be there yet
   */
  @ValidationRule(
      value =
          "[has(self.duration), has(self.until), has(self.testRun), has(self.job)]"
              + ".filter(is, is).size() <= 1",
      message = "during has one of duration, until, testRun and job, or none of them")
  @ValidationRule(
      value =
          "!has(self.until) || self.until.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T')"
              + " && timestamp(self.until).getFullYear() >= 2000",
      message = "until is a time as RFC 3339 writes it, such as 2026-01-01T12:00:00Z",
      fieldPath = ".until")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record During(
      @Nullable @DurationRange(min = "1s", max = "168h") String duration,
      @Nullable @Size(max = 40) String until,
      @Nullable Load testRun,
      @Nullable Load job) {}

  /**
   * Names what makes the load.
   *
   * @param name of the object
   */
  public record Load(
      @Required @Size(min = 1, max = 253) @Pattern(ObjectNames.DNS_SUBDOMAIN) String name) {}

  /**
   * By what a pod becomes suspect. A suspect is looked at, and stuck only if its dump explains it.
   *
   * @param locks routines and threads that wait for a lock and do not run: the sidecar tells
   * @param metrics series that stood still while the load went on, and scrapes that hang
   * @param residue work that is still held when the load has ended
   * @param policies rules of StuckPolicies that select the pod
   */
  @ValidationRule(
      value = "[self.locks, self.metrics, self.residue, self.policies].exists(is, is)",
      message = "detect turns everything off: nothing would ever be noticed")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Detect(
      @Default("true") @Nullable Boolean locks,
      @Default("true") @Nullable Boolean metrics,
      @Default("true") @Nullable Boolean residue,
      @Default("true") @Nullable Boolean policies) {}

  /**
   * What makes a pod stuck for the window. Less than that is told, and does not fail it.
   *
   * @param confidence the least that the explanation of a dump must have
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FailOn(@Default("Strong") @Nullable Certainty confidence) {}

  /** How sure an explanation is, from weak to strong, as in {@code status.confidence}. */
  public enum Certainty {
    Suspected,
    Strong,
    Proven
  }

  /**
   * Where a pod serves its metrics.
   *
   * @param port of the pod
   * @param path with its query, if it has one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ScrapeSpec(
      @Nullable @Min(1) @Max(65535) Integer port,
      @Nullable @Size(min = 1, max = 256) @Pattern(PAGE_PATH) String path) {}
}
