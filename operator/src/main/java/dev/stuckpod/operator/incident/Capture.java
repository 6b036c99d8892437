package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.operator.capture.CapturePlan;
import dev.stuckpod.operator.incident.dump.Harvest;
import dev.stuckpod.operator.incident.dump.Keeping;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Ladder;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Samples;
import dev.stuckpod.operator.spool.SpoolException;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes the next dump: plan, open the log, write the intent, ask the sidecar, in this order. So no
 * crash and no second leader signals twice: whoever comes after finds the intent and asks what
 * became of it.
 */
final class Capture {

  /** A request that arrives later than this is refused by the sidecar. */
  private static final Duration EXPIRY = AttemptRequest.LIFETIME;

  private final Ports ports;
  private final Harvest harvest;
  private final Keeping keeping;
  private final LastWords lastWords;

  Capture(Ports ports, Harvest harvest, Keeping keeping) {
    this.ports = ports;
    this.harvest = harvest;
    this.keeping = keeping;
    this.lastWords = new LastWords(ports, harvest);
  }

  /**
   * Takes it.
   *
   * @return how long to wait before the next step
   */
  Duration next(Incident incident) throws Trouble {
    return next(incident, false);
  }

  /** Takes it by the next method that is possible, whatever hinders a better one. */
  Duration passOver(Incident incident) throws Trouble {
    return next(incident, true);
  }

  private Duration next(Incident incident, boolean passOver) throws Trouble {
    Ladder ladder = Ladder.of(incident.attempts());
    if (ladder.end() != null) {
      throw new Trouble(ladder.end());
    }
    Instant now = Instant.now(ports.clock());
    Duration interval = Samples.untilNext(incident, now);
    Duration pause = ladder.untilNext(now);
    Duration wait = interval.compareTo(pause) > 0 ? interval : pause;
    if (wait.isPositive()) {
      return wait;
    }
    if (lastWords.take(incident)) {
      return Duration.ZERO;
    }
    Target target =
        Target.find(
            incident.spec(), ports.analyses().pod(incident.namespace(), incident.spec().podName()));
    Sidecar sidecar = ports.sidecars().of(target.pod());
    boolean allowRestart =
        Boolean.TRUE.equals(incident.spec().allowRestart()) && ladder.restartMayHelp();
    List<CaptureMethod> allowed = Samples.methods(incident.spec(), incident.dumps());
    List<ProcessInfo> processes = sidecar.processes(target.bareContainerID());
    Optional<MethodInfo> hindered = CapturePlan.hindered(allowed, processes, ladder.spent());
    if (hindered.isPresent() && !passOver) {
      throw new Trouble(new Failure.Hindered(hindered.get().message()));
    }
    CapturePlan.Choice step = CapturePlan.next(allowed, allowRestart, processes, ladder.spent());
    switch (step) {
      case CapturePlan.Choice.GiveUp(CapturedReason reason, String message) ->
          throw new Trouble(
              ladder.because() == null
                  ? new Failure.NothingLeft(reason, message)
                  : ladder.because());
      case CapturePlan.Choice.Use use -> attempt(incident, target, sidecar, use);
    }
    return Duration.ZERO;
  }

  private void attempt(
      Incident incident, Target target, Sidecar sidecar, CapturePlan.Choice.Use use)
      throws Trouble {
    Attempt intent = Intent.of(incident, use.method(), target, use.process(), use.kills());
    try {
      ports.spool().check(intent.id());
      if (use.method().signals()) {
        ports.log().begin(target, intent);
      }
      passOver(incident, target, use);
      incident.intend(intent);
      incident.written(ports.analyses().write(incident.changed()));
    } catch (SpoolException e) {
      keeping.forget(intent.id());
      throw new Trouble(new Failure.NoRoom(e.sentence()), e);
    } catch (Trouble e) {
      keeping.forget(intent.id());
      throw e;
    }
    Instant expiresAt = Instant.now(ports.clock()).plus(EXPIRY);
    AttemptResult result =
        sidecar.attempt(Intent.request(incident, intent, target, use, expiresAt));
    harvest.take(incident, intent, target, sidecar, result);
  }

  /** Writes down, as refused, the methods that would have been better and cannot be used. */
  private static void passOver(Incident incident, Target target, CapturePlan.Choice.Use use) {
    for (MethodInfo obstacle : use.passedOver()) {
      Attempt refused =
          Intent.of(incident, obstacle.method(), target, use.process(), obstacle.kills());
      incident.intend(refused);
      incident.conclude(refused, AttemptOutcome.Refused, obstacle.message());
    }
  }
}
