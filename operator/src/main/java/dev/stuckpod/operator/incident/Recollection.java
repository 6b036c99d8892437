package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.Reason;
import java.util.Optional;

/** What a sidecar remembers of an attempt whose end was not written down. */
final class Recollection {

  private Recollection() {}

  /**
   * How it ended; empty where the sidecar was restarted since, and cannot know.
   *
   * @throws Trouble if it would know and has never heard of it: then it never will do anything
   */
  static Optional<AttemptResult> of(Attempt attempt, Target target, Sidecar sidecar)
      throws Trouble {
    Optional<AttemptResult> result = sidecar.result(attempt.id());
    if (result.isPresent() || !wouldKnow(attempt, target, sidecar)) {
      return result;
    }
    return Optional.of(withdraw(attempt, target, sidecar));
  }

  /**
   * Sees to it that a request that has not arrived never will do anything: whoever has sent it may
   * only have been slow. The same id comes first, and too late.
   */
  private static AttemptResult withdraw(Attempt attempt, Target target, Sidecar sidecar)
      throws Trouble {
    AttemptResult first = sidecar.attempt(tooLate(attempt, target));
    if (first.reason() == Reason.Expired) {
      throw new Trouble(new Failure.NeverArrived(AttemptOutcome.NotSent.text()));
    }
    return first; // it had arrived meanwhile
  }

  private static AttemptRequest tooLate(Attempt attempt, Target target) {
    return new AttemptRequest(
        attempt.id(),
        attempt.method(),
        target.bareContainerID(),
        attempt.pid() == null ? 0 : attempt.pid(),
        attempt.processStartTime() == null ? 0 : attempt.processStartTime(),
        AttemptRequest.WITHDRAWN,
        false);
  }

  /** Only the sidecar that was asked would. */
  private static boolean wouldKnow(Attempt attempt, Target target, Sidecar sidecar) throws Trouble {
    return attempt.sidecarID() == null
        ? sidecar.startedAt().isBefore(Incident.startedAt(attempt))
        : attempt.sidecarID().equals(target.sidecarID());
  }
}
