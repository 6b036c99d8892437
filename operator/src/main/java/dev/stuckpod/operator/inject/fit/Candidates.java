package dev.stuckpod.operator.inject.fit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.util.List;

/** The forms that a sidecar may take in a pod, the best first. */
final class Candidates {

  private Candidates() {}

  /**
   * Lists them.
   *
   * @param pod with all that LimitRanges fill in
   */
  static List<Candidate> of(Pod pod, NamespaceLimits.Known limits, SidecarNeeds needs) {
    var bounds = new Bounds(limits.ranges());
    BigDecimal spool = needs.spool().getNumericalAmount();
    BigDecimal little = spool.min(SidecarNeeds.LEAST_SPOOL);
    if (Qos.guaranteed(pod)) {
      return List.of(
          Candidate.configured(needs.fixed(), needs.spool()).with(pod, bounds, spool),
          Candidate.within(bounds, needs.fixed(), needs::guaranteed, needs::guaranteed, needs)
              .with(pod, bounds, spool),
          Candidate.within(bounds, needs.fixed(), needs::least, needs::least, needs)
              .with(pod, bounds, little));
    }
    // asks for neither cpu nor memory, so that the pod stays of the class that it is
    Candidate bare =
        Candidate.configured(new ResourceRequirementsBuilder().build(), needs.spool())
            .with(pod, bounds, little);
    Candidate configured =
        Candidate.configured(needs.resources(), needs.spool()).with(pod, bounds, spool);
    Candidate complete =
        Candidate.within(bounds, needs.resources(), needs::limit, needs::request, needs)
            .with(pod, bounds, spool);
    Candidate least =
        Candidate.within(bounds, needs.resources(), needs::least, needs::request, needs)
            .with(pod, bounds, little);
    if (PodLevel.isSet(pod)) {
      return List.of(configured, complete, least, bare);
    }
    if (!Qos.bestEffort(pod)) {
      return List.of(configured, complete, least);
    }
    return limits.quotas().stream().anyMatch(QuotaScopes::byClass)
        ? List.of(bare, configured, complete, least)
        : List.of(configured, complete, least, bare);
  }
}
