package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.OwnQueries;
import dev.stuckpod.operator.promql.Expression;
import dev.stuckpod.operator.promql.NotUnderstood;
import dev.stuckpod.operator.promql.Selector;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.rules.Rule;
import java.util.Optional;

/**
 * Admits queries of users' own that read series of the policy's own namespace and no others: the
 * operator's credentials read all tenants' metrics, and what a query returns is shown to who wrote
 * it.
 */
final class OwnNamespace {

  private static final String OTHERWISE =
      "or ask the administrator for ownQueries: Any in the MetricsSource";

  private OwnNamespace() {}

  /** Whether the source is open for all, or sees to it itself that it answers for one namespace. */
  static boolean isLeftToTheSource(MetricsSourceSpec source) {
    return source.ownQueries() == null
        ? source.scopedBy() != null
        : source.ownQueries() == OwnQueries.Any;
  }

  /**
   * Gives the rule as it may be asked.
   *
   * @throws QueryFailed with what to write, where it reads more or cannot be checked
   */
  static Rule.OwnQuery admit(Rule.OwnQuery rule, Scope scope) throws QueryFailed {
    return new Rule.OwnQuery(
        rule.name(),
        admit("query", rule.query(), scope),
        admit("presence", rule.presence(), scope));
  }

  private static String admit(String which, String query, Scope scope) throws QueryFailed {
    Expression read;
    try {
      read = Expression.read(query);
    } catch (NotUnderstood why) {
      throw new QueryFailed(
          Failure.QueryNotScoped,
          "Whether its %s reads nothing but namespace %s cannot be checked (%s): write it in plain PromQL, %s."
              .formatted(which, scope.namespace(), why.getMessage(), OTHERWISE));
    }
    Optional<Selector> open =
        read.selectors().stream()
            .filter(s -> !s.pins(scope.namespaceLabel(), scope.namespace()))
            .findFirst();
    if (open.isPresent()) {
      throw new QueryFailed(
          Failure.QueryNotScoped,
          "Its %s reads other namespaces' metrics by %s: write %s=\"%s\" into the braces of every selector, %s."
              .formatted(which, open.get(), scope.namespaceLabel(), scope.namespace(), OTHERWISE));
    }
    return read.text();
  }
}
