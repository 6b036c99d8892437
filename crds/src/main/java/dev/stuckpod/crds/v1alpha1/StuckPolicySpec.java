package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stuckpod.crds.grammar.DurationRange;
import dev.stuckpod.crds.grammar.ObjectNames;
import dev.stuckpod.protocol.CaptureMethod;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a StuckPolicy asks for.
 *
 * @param selector the pods of the policy's namespace that are watched
 * @param container the app's container; default: the annotation
 *     kubectl.kubernetes.io/default-container, else the only one
 * @param metrics where readings come from; default: the MetricsSource named default
 * @param stuckWhen what counts as stuck
 * @param profile the rules of a well-known name in its place: {@code stuckpod profiles} shows them
 * @param onAlert which alerts that Alertmanager sends make a pod suspect: it is captured as if a
 *     rule had held, at once; beside rules, or without any
 * @param hold how long a rule must hold before an incident is opened ({@code for} in YAML)
 * @param mode Capture, the default: incidents are opened and dumps are taken, by no method that
 *     ends the process unless capture.allowRestart; Shadow: nothing is done, and status and Events
 *     say what would be. Begin with Shadow
 * @param retention how long the policy's analyses are kept
 */
@ValidationRule(
    value = StuckPolicySpec.SELECTS,
    message = StuckPolicySpec.SELECTS_ALL,
    fieldPath = ".selector")
@ValidationRule(
    value = "!has(self.container) || self.container != 'stuckpod'",
    message = "container names the app's container; stuckpod is the sidecar",
    fieldPath = ".container")
@ValidationRule(
    value =
        "!(has(self.stuckWhen) && has(self.profile))"
            + " && (has(self.stuckWhen) || has(self.profile) || has(self.onAlert))",
    message =
        "a policy has either stuckWhen or profile, rules that stuckpod profiles shows, or onAlert"
            + " alone")
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StuckPolicySpec(
    @Required LabelSelector selector,
    @Nullable @Size(min = 1, max = 63) @Pattern(ObjectNames.DNS_LABEL) String container,
    @Nullable MetricsRef metrics,
    @Nullable StuckWhen stuckWhen,
    @Nullable @Pattern("^(" + StuckPolicySpec.PROFILES + ")$") String profile,
    @Nullable OnAlert onAlert,
    @JsonProperty("for") @Default("20s") @Nullable @DurationRange(min = "0s", max = "24h")
        String hold,
    @Default("Capture") @Nullable Mode mode,
    @Nullable CaptureSpec capture,
    @Nullable LimitsSpec limits,
    @Nullable RetentionSpec retention) {

  /** The names of profiles. */
  public static final String PROFILES =
      "anycable|controller-runtime|go-client|grpc|kafka-consumer|micrometer-jvm|nginx-ingress|spring-boot";

  static final String SELECTS =
      "has(self.selector.matchLabels) && size(self.selector.matchLabels) > 0"
          + " || has(self.selector.matchExpressions) && size(self.selector.matchExpressions) > 0";

  static final String SELECTS_ALL =
      "selector is empty and would match every pod: name a label, such as matchLabels: {app:"
          + " cable}";

  /** Whether a policy acts. */
  public enum Mode {
    Capture,
    Shadow
  }

  /**
   * Names a MetricsSource.
   *
   * @param source its name
   */
  public record MetricsRef(
      @Default("default") @Nullable @Size(min = 1, max = 253) @Pattern(ObjectNames.DNS_SUBDOMAIN)
          String source) {}

  /**
   * Which alerts of the policy's pods make one suspect, as Alertmanager sends them to the operator.
   * An empty one, {@code onAlert: {}}, takes any.
   *
   * @param alerts names of alerts, as their label alertname says them; default: any
   * @param matchLabels labels that an alert must have, each with just this value; default: none
   */
  @ValidationRule(
      value = "!has(self.alerts) || self.alerts.all(a, self.alerts.exists_one(other, other == a))",
      message = "name each alert once",
      fieldPath = ".alerts")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OnAlert(
      @Nullable @Size(min = 1, max = 32) List<@Size(min = 1, max = 128) String> alerts,
      @Nullable @Size(max = 8) Map<String, @Size(max = 253) String> matchLabels) {

    /** Its own alerts begin so: what Stuckpod has found is no reason to look again. */
    private static final String OWN = "Stuckpod";

    /** What stands as the rule in the trigger of an incident that an alert led to. */
    public static final String RULE = "onAlert";

    /**
     * Tells whether an alert is one of these. Where none is named, Stuckpod's own are not.
     *
     * @param labels the alert's
     */
    public boolean takes(Map<String, String> labels) {
      String name = labels.getOrDefault("alertname", "");
      return (alerts == null ? !name.startsWith(OWN) : alerts.contains(name))
          && (matchLabels == null || labels.entrySet().containsAll(matchLabels.entrySet()));
    }
  }

  /**
   * How a dump may be taken.
   *
   * @param methods in the order they are tried; default: all, least harmful first
   * @param allowRestart whether a method may be used that ends the process (SIGQUIT to Go)
   * @param samples how many dumps, as far as the process survives them; default: two with ProcMem
   *     and Jcmd, which show what has not run in between, one with any other method
   * @param interval between two samples
   * @param sibling whether a pod of the same workload that is not stuck is sampled beside it, once,
   *     by ProcMem or Jcmd, so that the analysis can say what only the stuck one has; counts as one
   *     more under limits.perPolicy, and is left out where that has no room, where the last
   *     incident of the workload has shown what is known, and in a load test
   */
  @ValidationRule(
      value =
          "!has(self.methods) || self.methods.all(m, self.methods.exists_one(other, other == m))",
      message = "name each method once",
      fieldPath = ".methods")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CaptureSpec(
      @Nullable @Size(min = 1, max = 8) List<CaptureMethod> methods,
      @Default("false") @Nullable Boolean allowRestart,
      @Nullable @Min(1) @Max(10) Integer samples,
      @Default("5s") @Nullable @DurationRange(min = "100ms", max = "10m") String interval,
      @Default("true") @Nullable Boolean sibling) {

    /** Says nothing of a sibling. */
    public CaptureSpec(
        @Nullable List<CaptureMethod> methods,
        @Nullable Boolean allowRestart,
        @Nullable Integer samples,
        @Nullable String interval) {
      this(methods, allowRestart, samples, interval, null);
    }
  }

  /**
   * How often a policy may act.
   *
   * @param perPod default 1 per 1h
   * @param perPolicy default 5 per 1h
   * @param perSignature of what is known already: while the last incident of a workload by the same
   *     rule had a signature that was seen before, default 5 per 24h
   * @param concurrent captures under way at once
   */
  @ValidationRule(
      value = "!has(self.perSignature) || self.perSignature.count <= 32",
      message = "of one signature no more than the last 32 incidents are remembered",
      fieldPath = ".perSignature")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LimitsSpec(
      @Nullable Rate perPod,
      @Nullable Rate perPolicy,
      @Nullable Rate perSignature,
      @Default("2") @Nullable @Min(1) @Max(50) Integer concurrent) {}

  /**
   * So many in so much time.
   *
   * @param count how many
   * @param per in which time
   */
  public record Rate(
      @Required @Min(1) @Max(100) Integer count,
      @Required @DurationRange(min = "1m", max = "720h") String per) {}

  /**
   * How long what has ended is kept.
   *
   * @param keep the newest so many
   * @param ttl and none older than this
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RetentionSpec(
      @Default("10") @Nullable @Min(1) @Max(1000) Integer keep,
      @Default("168h") @Nullable @DurationRange(min = "1m", max = "87600h") String ttl) {}
}
