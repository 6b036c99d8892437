package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import dev.stuckpod.operator.opening.Ledger;
import dev.stuckpod.operator.opening.Mandate;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.publish.NewStatus;
import dev.stuckpod.operator.publish.WholeObjects;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/**
 * A policy as it was read from the API server. It is written with the resourceVersion that was read
 * and never again after a 409: whoever was faster is read first.
 */
final class PolicyLedger implements Ledger {

  private final KubernetesClient client;
  private StuckPolicy policy;

  private PolicyLedger(KubernetesClient client, StuckPolicy policy) {
    this.client = client;
    this.policy = policy;
  }

  /** Takes it as the watch has last seen it: enough to look, and a write fails if it is old. */
  static PolicyLedger seen(KubernetesClient client, StuckPolicy policy) {
    return new PolicyLedger(client, policy);
  }

  /** Reads it; empty when it is gone or about to go. */
  static Optional<PolicyLedger> read(KubernetesClient client, String namespace, String name) {
    return WholeObjects.staying(client, StuckPolicy.class, namespace, name)
        .map(fresh -> new PolicyLedger(client, fresh));
  }

  StuckPolicy policy() {
    return policy;
  }

  String namespace() {
    return policy.getMetadata().getNamespace();
  }

  String name() {
    return policy.getMetadata().getName();
  }

  /** What the policy lets be opened. */
  Mandate mandate(Plan plan, PolicyMemory memory) {
    return new Mandate(
        new Opener.Policy(namespace(), name()),
        plan.limits(),
        policy.getSpec().capture(),
        plan.criteria().window(),
        this,
        memory.created());
  }

  StuckPolicyStatus status() {
    return policy.getStatus() == null
        ? StuckPolicyStatusBuilder.builder().build()
        : policy.getStatus();
  }

  @Override
  public Slots slots() {
    return Slots.of(status().slots());
  }

  /**
   * Writes a status, if it differs from what is there.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 when what was read
   *     is no longer what is there
   */
  void write(StuckPolicyStatus status) {
    if (!status.equals(policy.getStatus())) {
      var changed = new StuckPolicy(); // what the watch has seen is everybody's
      changed.setMetadata(policy.getMetadata());
      changed.setSpec(policy.getSpec());
      changed.setStatus(status);
      policy = NewStatus.write(client, policy, changed, PolicyLedger::withoutRows);
    }
  }

  /** What is needed to go on, and its conditions; what is said of single pods is left out. */
  private static StuckPolicyStatus withoutRows(StuckPolicyStatus status) {
    return StuckPolicyStatusBuilder.builder(status)
        .notCapturable(List.of())
        .notFiring(List.of())
        .build()
        .explained(null);
  }

  /** Writes slots and leaves the rest of the status as it is. */
  @Override
  public void write(Slots slots) {
    write(StuckPolicyStatusBuilder.builder(status()).slots(slots.all()).build());
  }
}
