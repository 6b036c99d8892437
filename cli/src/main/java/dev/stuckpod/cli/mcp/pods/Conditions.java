package dev.stuckpod.cli.mcp.pods;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions of our objects, in words. */
final class Conditions {

  private Conditions() {}

  static String line(Condition condition) {
    String message = condition.getMessage();
    return "%s=%s %s%s"
        .formatted(
            condition.getType(),
            condition.getStatus(),
            condition.getReason(),
            message == null || message.isEmpty() ? "" : ": " + message);
  }

  static String line(@Nullable List<Condition> conditions) {
    return conditions == null || conditions.isEmpty()
        ? "not looked at yet"
        : conditions.stream().map(Conditions::line).collect(Collectors.joining("; "));
  }
}
