package dev.stuckpod.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a table that has every field of a schema, those within others below these. */
final class FieldRows {

  private final List<String> rows = new ArrayList<>();

  private FieldRows() {}

  static List<String> of(JSONSchemaProps schema) {
    var table = new FieldRows();
    table.rows.add("| Field | Type | |");
    table.rows.add("| --- | --- | --- |");
    table.fields("", schema);
    table.rules(schema).forEach(rule -> table.rows.add("| | | Of all of it: " + rule + " |"));
    return table.rows;
  }

  private void fields(String prefix, JSONSchemaProps schema) {
    if (schema.getProperties() == null) {
      return;
    }
    List<String> required = Objects.requireNonNullElse(schema.getRequired(), List.of());
    schema
        .getProperties()
        .forEach((name, field) -> field(prefix + name, field, required.contains(name)));
  }

  private void field(String path, JSONSchemaProps field, boolean isRequired) {
    JSONSchemaProps within = within(field);
    String code = "`" + path + "`";
    rows.add(
        "| %s | %s | %s |"
            .formatted(isRequired ? "**" + code + "**" : code, type(field), says(field)));
    fields(path + step(field) + ".", within);
  }

  /** What the entries of a list or the values of a map are, else the field itself. */
  private static JSONSchemaProps within(JSONSchemaProps field) {
    return isList(field)
        ? within(field.getItems().getSchema())
        : isMap(field) ? within(field.getAdditionalProperties().getSchema()) : field;
  }

  private static String step(JSONSchemaProps field) {
    return isList(field) ? "[]" : isMap(field) ? "{}" : "";
  }

  private static String type(JSONSchemaProps field) {
    if (isList(field)) {
      return "list of " + type(field.getItems().getSchema());
    }
    if (isMap(field)) {
      return "map of " + type(field.getAdditionalProperties().getSchema());
    }
    if (Boolean.TRUE.equals(field.getXKubernetesIntOrString())) {
      return "number or text";
    }
    String format = field.getFormat() == null ? "" : ", " + field.getFormat();
    return field.getType() + format;
  }

  private String says(JSONSchemaProps field) {
    JSONSchemaProps within = within(field);
    var parts = new ArrayList<String>();
    if (field.getDescription() != null) {
      parts.add(field.getDescription());
    } else if (within.getDescription() != null) {
      parts.add(within.getDescription());
    }
    if (within.getEnum() != null && !within.getEnum().isEmpty()) {
      List<String> words = within.getEnum().stream().map(v -> "`" + v.asText() + "`").toList();
      parts.add("One of " + String.join(", ", words) + ".");
    }
    if (field.getDefault() != null) {
      String value =
          field.getDefault().isTextual() ? field.getDefault().asText() : "" + field.getDefault();
      parts.add("Default: `" + value + "`.");
    }
    bounds(within.getMinimum(), within.getMaximum(), "", parts);
    bounds(field.getMinItems(), field.getMaxItems(), " entries", parts);
    bounds(null, within.getMaxLength(), " characters", parts);
    Stream.concat(
            rules(field).stream(), step(field).isEmpty() ? Stream.of() : rules(within).stream())
        .map(rule -> "Checked: " + rule)
        .forEach(parts::add);
    return String.join(" ", parts).replaceAll("\\s+", " ").replace("|", "\\|");
  }

  private List<String> rules(JSONSchemaProps schema) {
    return schema.getXKubernetesValidations() == null
        ? List.of()
        : schema.getXKubernetesValidations().stream()
            .map(rule -> rule.getMessage() + ".")
            .distinct()
            .toList();
  }

  private static void bounds(
      @Nullable Number least, @Nullable Number most, String what, List<String> parts) {
    String from = least == null ? "" : "at least " + plain(least);
    String to = most == null ? "" : "at most " + plain(most);
    String both = from.isEmpty() || to.isEmpty() ? from + to : from + ", " + to;
    if (!both.isEmpty()) {
      parts.add(Character.toUpperCase(both.charAt(0)) + both.substring(1) + what + ".");
    }
  }

  private static String plain(Number number) {
    return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
  }

  private static boolean isList(JSONSchemaProps field) {
    return field.getItems() != null;
  }

  private static boolean isMap(JSONSchemaProps field) {
    return field.getAdditionalProperties() != null
        && field.getAdditionalProperties().getSchema() != null;
  }
}
