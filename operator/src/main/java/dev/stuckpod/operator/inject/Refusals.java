package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.facts.Believed;
import dev.stuckpod.operator.inject.facts.Workload;
import dev.stuckpod.operator.inject.facts.Workloads;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.Optional;

/**
 * Learns whose pods are not created with a sidecar, whoever refuses them: a policy about images,
 * for one. It is told what was decided for a workload, and remembers the last.
 */
final class Refusals {

  private enum Last {
    INJECTED,
    LEFT_ALONE,
    REFUSED_WITH_SIDECAR
  }

  private final Believed<Last> byOwner;

  Refusals(Clock clock) {
    byOwner = new Believed<>(clock);
  }

  /**
   * Says why a pod should be left alone: the last of its workload was refused, and had a sidecar as
   * far as is known, or one was before.
   */
  Optional<String> find(Pod pod, Workload workload) {
    Optional<Last> last = owner(pod).flatMap(byOwner::last);
    if (last.filter(Last.REFUSED_WITH_SIDECAR::equals).isPresent()) {
      return Optional.of(workload.refusal().orElse("as seen before"));
    }
    return last.filter(Last.LEFT_ALONE::equals).isPresent() ? Optional.empty() : workload.refusal();
  }

  /** Remembers what was decided about a pod. */
  void decided(Pod pod, InjectionDecision decision) {
    Last last =
        switch (decision) {
          case InjectionDecision.Inject _ -> Last.INJECTED;
          case InjectionDecision.Skip(SkipReason reason, _)
              when reason == SkipReason.RefusedBefore ->
              Last.REFUSED_WITH_SIDECAR;
          case InjectionDecision.Skip _ -> Last.LEFT_ALONE;
        };
    owner(pod).ifPresent(uid -> byOwner.remember(uid, last));
  }

  private static Optional<String> owner(Pod pod) {
    return Workloads.owner(pod).map(OwnerReference::getUid);
  }
}
