package dev.stuckpod.operator.promql;

import java.util.List;

/**
 * One place where a query reads series.
 *
 * @param name of the metric; empty where the braces name it
 * @param matchers all of which a series must fulfil
 */
public record Selector(String name, List<Matcher> matchers) {

  /** Whether no series is read but those whose label has exactly this value. */
  public boolean pins(String label, String value) {
    return matchers.contains(new Matcher(label, "=", value));
  }

  /** Writes it short, to be found again: {@code up} or {@code up{…}}. */
  @Override
  public String toString() {
    return matchers.isEmpty() && !name.isEmpty() ? name : name + "{…}";
  }
}
