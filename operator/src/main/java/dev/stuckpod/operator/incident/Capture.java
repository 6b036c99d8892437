package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.operator.capture.CapturePlan;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.sidecar.protocol.AttemptRequest;
import dev.stuckpod.sidecar.protocol.AttemptResult;
import dev.stuckpod.sidecar.protocol.Method;
import dev.stuckpod.sidecar.protocol.MethodInfo;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Takes the next dump: plan, open the log, write the intent, ask the sidecar, in this order. So no
 * crash and no second leader signals twice: whoever comes after finds the intent and asks what
 * became of it.
 */
final class Capture {

  /** A request that arrives later than this is refused by the sidecar. */
  private static final Duration EXPIRY = Duration.ofSeconds(5);

  private static final Duration SIDECAR_PATIENCE = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int NOT_SENT_LIMIT = 3;

  private final Sidecars sidecars;
  private final AppLog appLog;
  private final Harvest harvest;
  private final Progress progress;
  private final Clock clock;

  Capture(Sidecars sidecars, AppLog appLog, Harvest harvest, Progress progress, Clock clock) {
    this.sidecars = sidecars;
    this.appLog = appLog;
    this.harvest = harvest;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Takes it.
   *
   * @return how long to wait before the next step
   */
  Duration next(Ledger ledger) throws CaptureFailure, IOException {
    DumpAnalysisSpec spec = ledger.analysis().getSpec();
    Duration interval = Samples.untilNext(spec, ledger.status(), Instant.now(clock));
    if (interval.isPositive()) {
      return interval;
    }
    Target target;
    CapturePlan.Step step;
    SidecarClient sidecar;
    try {
      target = Target.find(spec, ledger.pod());
      sidecar = sidecars.connect(target.pod());
      step =
          CapturePlan.next(
              Samples.methods(spec, ledger.status()),
              Boolean.TRUE.equals(spec.allowRestart()),
              sidecar.processes(target.bareContainerID()).processes(),
              failed(ledger));
    } catch (SidecarException e) {
      return patience(ledger, e);
    } catch (CaptureFailure e) {
      return enough(ledger, e);
    }
    switch (step) {
      case CapturePlan.Step.GiveUp(CapturedReason reason, String message) -> {
        return enough(ledger, new CaptureFailure(reason, message));
      }
      case CapturePlan.Step.Use use -> attempt(ledger, target, sidecar, use);
    }
    return Duration.ZERO;
  }

  private void attempt(
      Ledger ledger, Target target, SidecarClient sidecar, CapturePlan.Step.Use use)
      throws IOException {
    Attempt intent = intent(use.method(), target, use.process());
    boolean signal = use.method() == CaptureMethod.SigQuit;
    try (LogFollower log = signal ? appLog.follow(target) : null) {
      ledger.write(progress.intend(passOver(ledger.status(), target, use), intent));
      Instant sentAt = Instant.now(clock);
      AttemptResult result;
      try {
        result = sidecar.attempt(request(intent, target, use, sentAt.plus(EXPIRY)));
      } catch (SidecarException e) {
        return; // the intent stands: the next step asks what became of it
      }
      harvest.take(ledger, intent, result, sidecar, log);
    }
  }

  /** Writes down, as refused, the methods that would have been better and cannot be used. */
  private DumpAnalysisStatus passOver(
      DumpAnalysisStatus status, Target target, CapturePlan.Step.Use use) {
    DumpAnalysisStatus now = status;
    for (MethodInfo obstacle : use.passedOver()) {
      Attempt refused =
          intent(CaptureMethod.valueOf(obstacle.method().name()), target, use.process());
      now =
          progress.conclude(
              progress.intend(now, refused),
              refused.id(),
              AttemptOutcome.Refused,
              obstacle.message());
    }
    return now;
  }

  private Attempt intent(CaptureMethod method, Target target, ProcessInfo process) {
    return new Attempt(
        UUID.randomUUID().toString(),
        method,
        null,
        null,
        progress.now(),
        null,
        target.containerID(),
        process.pid(),
        process.startTime());
  }

  private static AttemptRequest request(
      Attempt intent, Target target, CapturePlan.Step.Use use, Instant expiresAt) {
    return new AttemptRequest(
        intent.id(),
        Method.valueOf(use.method().name()),
        target.bareContainerID(),
        use.process().pid(),
        use.process().startTime(),
        expiresAt.toString(),
        use.kills());
  }

  /** Methods that gave nothing. What never arrived may be tried again, a few times. */
  private static Set<CaptureMethod> failed(Ledger ledger) {
    Set<CaptureMethod> failed = EnumSet.noneOf(CaptureMethod.class);
    int notSent = 0;
    for (Attempt attempt : Progress.attempts(ledger.status())) {
      Optional<AttemptOutcome> outcome =
          Optional.ofNullable(attempt.outcome()).map(AttemptOutcome::valueOf);
      boolean lost = outcome.filter(o -> o == AttemptOutcome.NotSent).isPresent();
      notSent += lost ? 1 : 0;
      boolean gave =
          outcome
              .filter(o -> o == AttemptOutcome.DumpTaken || o == AttemptOutcome.SignalSent)
              .isPresent();
      if (!gave && (!lost || notSent >= NOT_SENT_LIMIT)) {
        failed.add(attempt.method());
      }
    }
    return failed;
  }

  private Duration patience(Ledger ledger, SidecarException e) throws CaptureFailure {
    Instant asked = Instant.parse(ledger.analysis().getMetadata().getCreationTimestamp());
    if (e.passing() && Instant.now(clock).isBefore(asked.plus(SIDECAR_PATIENCE))) {
      ledger.write(
          progress.captured(ledger.status(), Truth.Unknown, CapturedReason.Pending, e.sentence()));
      return PAUSE;
    }
    return enough(ledger, new CaptureFailure(e.reason(), e.sentence()));
  }

  /** With a dump in hand the end of the road is no failure. */
  private Duration enough(Ledger ledger, CaptureFailure end) throws CaptureFailure {
    if (Progress.dumps(ledger.status()).isEmpty()) {
      throw end;
    }
    ledger.write(harvest.close(ledger.status()));
    return Duration.ZERO;
  }
}
