package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A label selector, as the API server understands it.
 *
 * @param selector whose operators are In, NotIn, Exists and DoesNotExist
 */
public record Labels(LabelSelector selector) {

  /** Tells whether a pod with these labels is selected. */
  public boolean match(Map<String, String> labels) {
    Map<String, String> wanted = selector.getMatchLabels();
    List<LabelSelectorRequirement> requirements = selector.getMatchExpressions();
    return (wanted == null || labels.entrySet().containsAll(wanted.entrySet()))
        && (requirements == null
            || requirements.stream().allMatch(one -> meets(one, labels.get(one.getKey()))));
  }

  private static boolean meets(LabelSelectorRequirement requirement, @Nullable String value) {
    return switch (requirement.getOperator()) {
      case "In" -> value != null && requirement.getValues().contains(value);
      case "NotIn" -> value == null || !requirement.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false; // the CRD admits no other
    };
  }
}
