package dev.stuckpod.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.Objects;

/** Bounds for Kubernetes' own types inside ours: what their documentation says of them. */
final class Foreign {

  private static final String NAME_PART = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
  private static final String KEY = "^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + NAME_PART + "$";
  private static final String VALUE = "^(" + NAME_PART + ")?$";

  private Foreign() {}

  /** Bounds a LabelSelector and checks what the API server checks of its own. */
  static void labelSelector(JSONSchemaProps schema) {
    JSONSchemaProps labels = property(schema, "matchLabels");
    labels.setDescription("Labels that a pod must have.");
    labels.setMaxProperties(16L);
    labels.getAdditionalProperties().getSchema().setMaxLength(63L);
    labels.setXKubernetesValidations(
        List.of(
            rule(
                "self.all(key, key.matches('%s') && self[key].matches('%s'))".formatted(KEY, VALUE),
                "a label is [prefix/]name: value; name and value have at most 63 letters, digits,"
                    + " '-', '_' and '.'")));
    JSONSchemaProps expressions = property(schema, "matchExpressions");
    expressions.setDescription("Requirements that a pod's labels must meet, all of them.");
    expressions.setMaxItems(16L);
    JSONSchemaProps expression = expressions.getItems().getSchema();
    expression.setRequired(List.of("key", "operator"));
    property(expression, "key").setMaxLength(317L);
    property(expression, "key").setPattern(KEY);
    property(expression, "operator").setMaxLength(12L);
    property(expression, "values").setMaxItems(64L);
    property(expression, "values").getItems().getSchema().setMaxLength(63L);
    property(expression, "values").getItems().getSchema().setPattern(VALUE);
    expression.setXKubernetesValidations(
        List.of(
            rule(
                "self.operator in ['In', 'NotIn', 'Exists', 'DoesNotExist']",
                "operator is In, NotIn, Exists or DoesNotExist"),
            rule(
                "!(self.operator in ['In', 'NotIn']) || has(self.values) && size(self.values) > 0",
                "In and NotIn need values"),
            rule(
                "!(self.operator in ['Exists', 'DoesNotExist'])"
                    + " || !has(self.values) || size(self.values) == 0",
                "Exists and DoesNotExist take no values")));
  }

  /** Bounds a Condition. */
  static void condition(JSONSchemaProps schema) {
    schema.setDescription("One aspect of the state, as kubectl wait --for=condition= reads it.");
    schema.setRequired(List.of("type", "status"));
    property(schema, "type").setMaxLength(316L);
    property(schema, "status").setMaxLength(7L);
    property(schema, "reason").setMaxLength(1024L);
    property(schema, "message").setMaxLength(32768L);
    property(schema, "lastTransitionTime").setMaxLength(40L);
  }

  /** Finds a property that the generator must have made. */
  static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    return Objects.requireNonNull(schema.getProperties().get(name), name);
  }

  private static ValidationRule rule(String rule, String message) {
    return new ValidationRuleBuilder().withRule(rule).withMessage(message).build();
  }
}
