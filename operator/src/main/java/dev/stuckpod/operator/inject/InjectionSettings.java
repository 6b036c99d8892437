package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.identity.Bundle;
import dev.stuckpod.operator.inject.fit.SidecarNeeds;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/**
 * What the installation decides about sidecars.
 *
 * @param image of the sidecar
 * @param pullPolicy of its image
 * @param port the first port that is tried
 * @param resources of a sidecar in a Burstable or BestEffort pod
 * @param guaranteed of a sidecar in a Guaranteed pod: limits, which are its requests too
 * @param spoolLimit how much of the node's disk the spool may take
 * @param rootApps whether root apps get a sidecar that runs as root
 * @param beforeTheKill whether sidecars look before their apps' ends where a pod does not say
 * @param authorities whom the sidecar trusts
 */
public record InjectionSettings(
    String image,
    String pullPolicy,
    int port,
    ResourceRequirements resources,
    ResourceRequirements guaranteed,
    Quantity spoolLimit,
    boolean rootApps,
    boolean beforeTheKill,
    Bundle authorities) {

  SidecarNeeds needs() {
    return new SidecarNeeds(resources, guaranteed, spoolLimit);
  }
}
