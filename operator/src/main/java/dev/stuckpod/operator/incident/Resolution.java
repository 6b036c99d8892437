package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.incident.dump.Harvest;
import dev.stuckpod.operator.incident.dump.Keeping;
import dev.stuckpod.operator.incident.dump.LoggedDump;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Failures;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.protocol.AttemptResult;
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
  private final LoggedDump logged;
  private final Keeping keeping;

  Resolution(Ports ports, Harvest harvest, LoggedDump logged, Keeping keeping) {
    this.ports = ports;
    this.harvest = harvest;
    this.logged = logged;
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
    AttemptResult result =
        Recollection.of(attempt, target, sidecar)
            .orElseThrow(
                () ->
                    new Trouble(
                        new Failure.Forgotten("The sidecar was restarted and no longer knows")));
    harvest.take(incident, attempt, target, sidecar, result);
    return Duration.ZERO;
  }

  private Duration signal(Incident incident, Attempt attempt, @Nullable Target target)
      throws Trouble {
    LogFollower.State fate = target == null ? LogFollower.State.Gone : target.fate(target.pod());
    Target logOf = fate == LogFollower.State.Gone ? null : target;
    follow(logOf, attempt);
    boolean sent = attempt.signalledAt() != null;
    if (target == null || fate != LogFollower.State.Running) {
      logged.take(incident, attempt, logOf, sent || target != null && saysSent(attempt, target));
      return Duration.ZERO;
    }
    if (sent) {
      logged.take(incident, attempt, target, true);
      return Duration.ZERO;
    }
    try {
      Sidecar sidecar = ports.sidecars().of(target.pod());
      Optional<AttemptResult> result = Recollection.of(attempt, target, sidecar);
      if (result.isPresent()) {
        harvest.take(incident, attempt, target, sidecar, result.get());
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
    logged.take(incident, attempt, target, false);
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

  private Duration age(Attempt attempt) {
    return Duration.between(Incident.startedAt(attempt), Instant.now(ports.clock()));
  }
}
