package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.InjectionDecision.Skip;
import dev.stuckpod.operator.inject.fit.Objection;

/** Why pods are left alone that might not be created, or not start, with a sidecar. */
final class Skips {

  private Skips() {}

  static Skip limitsUnread(String error) {
    return new Skip(
        SkipReason.LimitsUnread,
        "What the namespace allows its pods could not be read, and a sidecar might keep the pod"
            + " from"
            + " being created (%s): let the operator list resourcequotas and limitranges, then"
                .formatted(error)
            + " recreate the pod");
  }

  static Skip tooLarge(Objection objection) {
    SkipReason reason =
        objection.by() == Objection.By.QUOTA ? SkipReason.QuotaFull : SkipReason.RangeTooTight;
    return new Skip(
        reason,
        "With its sidecar the pod, or others of its workload, would not be created (%s): make room"
                .formatted(objection.message())
            + " there and recreate the pod");
  }

  static Skip refusedAnyway(Objection objection) {
    return new Skip(
        SkipReason.RefusedAnyway,
        "The namespace refuses the pod even without a sidecar: " + objection.message());
  }

  /**
   * Decides about one whose app would wait for a sidecar that does not start.
   *
   * @param failure of another pod's sidecar
   */
  static Skip sidecarsFail(String failure) {
    return new Skip(
        SkipReason.SidecarsFail,
        "The app would wait for a sidecar that cannot start here (%s): mend that, delete that pod,"
                .formatted(failure)
            + " then recreate this one");
  }

  /**
   * Decides about one whose workload cannot have pods with sidecars.
   *
   * @param refusal of the workload's last pod, with its sidecar
   */
  static Skip refusedBefore(String refusal) {
    return new Skip(
        SkipReason.RefusedBefore,
        "The workload's last pod was refused, perhaps for its sidecar, so this one goes without (%s):"
                .formatted(refusal)
            + " let what refused it take the sidecar, then roll the workload out anew");
  }
}
