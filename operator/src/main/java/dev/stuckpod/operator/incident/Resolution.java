package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.incident.dump.Harvest;
import dev.stuckpod.operator.incident.dump.Keeping;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Failures;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of an attempt whose end was not written down, because the operator ended or
 * the connection broke. The sidecar is asked, for a signal the app's log too; if neither tells,
 * nothing is ever sent again.
 */
final class Resolution {

  private static final Logger LOG = LoggerFactory.getLogger(Resolution.class);

  private final Ports ports;
  private final Harvest harvest;
  private final Keeping keeping;

  Resolution(Ports ports, Harvest harvest, Keeping keeping) {
    this.ports = ports;
    this.harvest = harvest;
    this.keeping = keeping;
  }

  /** Ends the attempt, or tells how long to wait before it is looked at again. */
  Duration resolve(Incident incident, Attempt attempt) throws Trouble {
    if (keeping.has(attempt)) {
      keeping.keepInHand(incident, attempt);
      return Duration.ZERO;
    }
    var pod = ports.analyses().pod(incident.namespace(), incident.spec().podName());
    @Nullable Target target = Target.of(attempt, incident.spec(), pod);
    return attempt.method().signals()
        ? signal(incident, attempt, target)
        : harmless(incident, attempt, target);
  }

  /** The sidecar may have the dump, whether the app lives on or not. */
  private Duration harmless(Incident incident, Attempt attempt, @Nullable Target target)
      throws Trouble {
    if (target == null) {
      throw new Trouble(
          new Failure.TargetGone(
              CapturedReason.PodGone, "The pod was gone before the dump was fetched"));
    }
    Sidecar sidecar = ports.sidecars().of(target.pod());
    Optional<AttemptResult> result = sidecar.result(attempt.id());
    if (result.isPresent()) {
      harvest.take(incident, attempt, target, sidecar, result.get());
      return Duration.ZERO;
    }
    if (!wouldKnow(attempt, target, sidecar)) {
      throw new Trouble(new Failure.Forgotten("The sidecar was restarted and no longer knows"));
    }
    withdraw(incident, attempt, target, sidecar);
    return Duration.ZERO;
  }

  /**
   * Sees to it that a request that has not arrived never will do anything: whoever has sent it may
   * only have been slow. The same id comes first, and too late.
   */
  private void withdraw(Incident incident, Attempt attempt, Target target, Sidecar sidecar)
      throws Trouble {
    AttemptResult first = sidecar.attempt(tooLate(attempt, target));
    if (first.reason() == Reason.Expired) {
      throw new Trouble(new Failure.NeverArrived(AttemptOutcome.NotSent.text()));
    }
    harvest.take(incident, attempt, target, sidecar, first); // it had arrived meanwhile
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

  private Duration signal(Incident incident, Attempt attempt, @Nullable Target target)
      throws Trouble {
    LogFollower.State fate = target == null ? LogFollower.State.Gone : target.fate(target.pod());
    Target logged = fate == LogFollower.State.Gone ? null : target;
    follow(logged, attempt);
    boolean sent = attempt.signalledAt() != null;
    if (target == null || fate != LogFollower.State.Running) {
      harvest.collect(
          incident, attempt, logged, sent || target != null && saysSent(attempt, target));
      return Duration.ZERO;
    }
    if (sent) {
      harvest.collect(incident, attempt, target, true);
      return Duration.ZERO;
    }
    try {
      Sidecar sidecar = ports.sidecars().of(target.pod());
      Optional<AttemptResult> result = sidecar.result(attempt.id());
      if (result.isPresent()) {
        harvest.take(incident, attempt, target, sidecar, result.get());
        return Duration.ZERO;
      }
      if (wouldKnow(attempt, target, sidecar)) {
        withdraw(incident, attempt, target, sidecar);
        return Duration.ZERO;
      }
    } catch (Trouble e) {
      boolean silent =
          e.failure() instanceof Failure.Silent || e.failure() instanceof Failure.NoSidecar;
      if (!silent || age(attempt).compareTo(Failures.LATER_ANSWER) < 0) {
        throw e;
      }
    }
    // nobody can tell but the log
    harvest.collect(incident, attempt, target, false);
    return Duration.ZERO;
  }

  /** Before anything is asked: the log is rotated while we wait. */
  private void follow(@Nullable Target target, Attempt attempt) {
    try {
      ports.log().resume(target, attempt);
    } catch (Trouble e) {
      LOG.info("Attempt {}: {}", attempt.id(), e.getMessage()); // it is asked for again
    }
  }

  /** Whether the sidecar says that it sent the signal; it need not be able to. */
  private boolean saysSent(Attempt attempt, Target target) {
    try {
      return ports
          .sidecars()
          .of(target.pod())
          .result(attempt.id())
          .filter(result -> result.state() == AttemptResult.State.Done)
          .isPresent();
    } catch (Trouble e) {
      return false;
    }
  }

  /** Only the sidecar that was asked would. */
  private static boolean wouldKnow(Attempt attempt, Target target, Sidecar sidecar) throws Trouble {
    return attempt.sidecarID() == null
        ? sidecar.startedAt().isBefore(Incident.startedAt(attempt))
        : attempt.sidecarID().equals(target.sidecarID());
  }

  private Duration age(Attempt attempt) {
    return Duration.between(Incident.startedAt(attempt), Instant.now(ports.clock()));
  }
}
