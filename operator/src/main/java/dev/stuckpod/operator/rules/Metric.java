package dev.stuckpod.operator.rules;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A metric and the label values its series must have.
 *
 * @param name as the target exposes it
 * @param match label values, sorted by label
 */
public record Metric(String name, Map<String, String> match) {

  /** Takes no match as an empty one. */
  public static Metric of(String name, @Nullable Map<String, String> match) {
    return new Metric(name, match == null ? Map.of() : new TreeMap<>(match));
  }

  /** Writes it as a person would in PromQL: {@code name} or {@code name{label="value"}}. */
  @Override
  public String toString() {
    if (match.isEmpty()) {
      return name;
    }
    var labels = new StringJoiner(",", name + "{", "}");
    match.forEach((label, value) -> labels.add(label + "=\"" + value + "\""));
    return labels.toString();
  }
}
