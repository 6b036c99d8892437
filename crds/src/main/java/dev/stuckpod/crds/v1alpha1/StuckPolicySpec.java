package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a StuckPolicy asks for.
 *
 * @param selector the pods of the policy's namespace that are watched
 * @param container the app's container; default: the annotation
 *     kubectl.kubernetes.io/default-container, else the only one
 * @param metrics where readings come from; default: the MetricsSource named default
 * @param stuckWhen what counts as stuck
 * @param hold how long a rule must hold before an incident is opened ({@code for} in YAML)
 * @param mode Capture, the default: incidents are opened and dumps are taken, by no method that
 *     ends the process unless capture.allowRestart; Shadow: nothing is done, and status and Events
 *     say what would be. Begin with Shadow
 */
@ValidationRule(
    value =
        "has(self.selector.matchLabels) && size(self.selector.matchLabels) > 0"
            + " || has(self.selector.matchExpressions) && size(self.selector.matchExpressions) > 0",
    message =
        "selector is empty and would match every pod: name a label, such as matchLabels: {app:"
            + " cable}",
    fieldPath = ".selector")
@ValidationRule(
    value = "!has(self.container) || self.container != 'stuckpod'",
    message = "container names the app's container; stuckpod is the sidecar",
    fieldPath = ".container")
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StuckPolicySpec(
    @Required LabelSelector selector,
    @Nullable @Size(min = 1, max = 63) @Pattern(ObjectNames.DNS_LABEL) String container,
    @Nullable MetricsRef metrics,
    @Required StuckWhen stuckWhen,
    @JsonProperty("for") @Default("20s") @Nullable @DurationRange(min = "0s", max = "24h")
        String hold,
    @Default("Capture") @Nullable Mode mode,
    @Nullable CaptureSpec capture,
    @Nullable LimitsSpec limits,
    @Nullable RetentionSpec retention) {

  /** Whether a policy acts. */
  public enum Mode {
    Capture,
    Shadow
  }
}
