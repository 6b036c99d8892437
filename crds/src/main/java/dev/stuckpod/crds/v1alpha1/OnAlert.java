package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** What stands as the rule in the trigger of an incident that an alert led to. */
  public static final String RULE = "onAlert";

  /**
   * Tells whether an alert is one of these.
   *
   * @param labels the alert's
   */
  public boolean takes(Map<String, String> labels) {
    return (alerts == null || alerts.contains(labels.getOrDefault("alertname", "")))
        && (matchLabels == null || labels.entrySet().containsAll(matchLabels.entrySet()));
  }
}
