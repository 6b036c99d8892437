package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ScopedResourceSelectorRequirement;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which pods a ResourceQuota counts. */
final class QuotaScopes {

  private QuotaScopes() {}

  static Amounts hard(ResourceQuota quota) {
    return Amounts.of(quota.getStatus() == null ? null : quota.getStatus().getHard());
  }

  static Amounts used(ResourceQuota quota) {
    return Amounts.of(quota.getStatus() == null ? null : quota.getStatus().getUsed());
  }

  /** Whether the pod is in all scopes of the quota. */
  static boolean cover(ResourceQuota quota, Pod pod) {
    var spec = quota.getSpec();
    if (spec == null) {
      return true;
    }
    return Demand.list(spec.getScopes()).stream().allMatch(scope -> in(scope, pod, null))
        && selectors(spec).allMatch(selector -> in(selector.getScopeName(), pod, selector));
  }

  private static Stream<ScopedResourceSelectorRequirement> selectors(ResourceQuotaSpec spec) {
    return spec.getScopeSelector() == null
        ? Stream.of()
        : Demand.list(spec.getScopeSelector().getMatchExpressions()).stream();
  }

  /** Whether the quota tells BestEffort pods from others. */
  static boolean byClass(ResourceQuota quota) {
    var spec = quota.getSpec();
    return spec != null
        && Stream.concat(
                Demand.list(spec.getScopes()).stream(),
                selectors(spec).map(ScopedResourceSelectorRequirement::getScopeName))
            .anyMatch(scope -> scope.endsWith("BestEffort"));
  }

  private static boolean in(
      String scope, Pod pod, @Nullable ScopedResourceSelectorRequirement selector) {
    return switch (scope) {
      case "Terminating" -> terminating(pod);
      case "NotTerminating" -> !terminating(pod);
      case "BestEffort" -> Qos.bestEffort(pod);
      case "NotBestEffort" -> !Qos.bestEffort(pod);
      case "PriorityClass" -> priority(pod, selector);
      case "CrossNamespacePodAffinity" -> crossesNamespaces(pod.getSpec().getAffinity());
      default -> false; // scopes of other kinds, such as of volumes
    };
  }

  private static boolean terminating(Pod pod) {
    Long deadline = pod.getSpec().getActiveDeadlineSeconds();
    return deadline != null && deadline >= 0;
  }

  private static boolean priority(Pod pod, @Nullable ScopedResourceSelectorRequirement selector) {
    String name = pod.getSpec().getPriorityClassName();
    boolean present = name != null && !name.isEmpty();
    String operator = selector == null ? "Exists" : selector.getOperator();
    List<String> values = selector == null ? List.of() : Demand.list(selector.getValues());
    return switch (operator) {
      case "In" -> present && values.contains(name);
      case "NotIn" -> !present || !values.contains(name);
      case "DoesNotExist" -> !present;
      default -> present;
    };
  }

  private static boolean crossesNamespaces(@Nullable Affinity affinity) {
    if (affinity == null) {
      return false;
    }
    var near = affinity.getPodAffinity();
    var apart = affinity.getPodAntiAffinity();
    return Stream.of(
            near == null
                ? Stream.<PodAffinityTerm>of()
                : terms(
                    near.getRequiredDuringSchedulingIgnoredDuringExecution(),
                    near.getPreferredDuringSchedulingIgnoredDuringExecution()),
            apart == null
                ? Stream.<PodAffinityTerm>of()
                : terms(
                    apart.getRequiredDuringSchedulingIgnoredDuringExecution(),
                    apart.getPreferredDuringSchedulingIgnoredDuringExecution()))
        .flatMap(terms -> terms)
        .anyMatch(
            term ->
                !Demand.list(term.getNamespaces()).isEmpty()
                    || term.getNamespaceSelector() != null);
  }

  private static Stream<PodAffinityTerm> terms(
      @Nullable List<PodAffinityTerm> required, @Nullable List<WeightedPodAffinityTerm> preferred) {
    return Stream.concat(
        Demand.list(required).stream(),
        Demand.list(preferred).stream().map(WeightedPodAffinityTerm::getPodAffinityTerm));
  }
}
