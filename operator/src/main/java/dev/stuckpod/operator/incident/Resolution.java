package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.sidecar.protocol.AttemptResult;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out what became of an attempt whose end was not written down, because the operator ended or
 * the connection broke. The sidecar is asked; else the container's fate tells; if neither does,
 * nothing is ever sent again.
 */
final class Resolution {

  /** Longer than a request may live: after that a request that did not arrive never will. */
  private static final Duration SETTLED = Duration.ofSeconds(7);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Sidecars sidecars;
  private final AppLog appLog;
  private final Harvest harvest;
  private final Clock clock;

  Resolution(Sidecars sidecars, AppLog appLog, Harvest harvest, Clock clock) {
    this.sidecars = sidecars;
    this.appLog = appLog;
    this.harvest = harvest;
    this.clock = clock;
  }

  /**
   * Ends the attempt, or tells how long to wait before it is looked at again.
   *
   * @throws CaptureFailure when it cannot be told and never will
   */
  Duration resolve(Ledger ledger, Attempt attempt) throws CaptureFailure, IOException {
    Pod pod = ledger.pod();
    String containerID = attempt.containerID();
    if (pod == null || containerID == null || !isSamePod(ledger, pod)) {
      return unknown(ledger, attempt, "The pod was gone before the dump was read");
    }
    Target target = new Target(pod, container(ledger, pod), containerID);
    LogFollower.State fate = appLog.fate(target);
    if (fate == LogFollower.State.Gone) {
      return unknown(
          ledger, attempt, "The container was replaced more than once before the dump was read");
    }
    if (fate != LogFollower.State.Running) {
      return completeFromLog(ledger, attempt, target);
    }
    try {
      SidecarClient sidecar = sidecars.connect(pod);
      Optional<AttemptResult> result = sidecar.result(attempt.id());
      if (result.isPresent()) {
        take(ledger, attempt, target, sidecar, result.get());
        return Duration.ZERO;
      }
      return neverHeardOf(ledger, attempt, sidecar);
    } catch (SidecarException e) {
      return since(attempt).compareTo(PATIENCE) < 0
          ? PAUSE
          : unknown(ledger, attempt, e.sentence());
    }
  }

  private void take(
      Ledger ledger, Attempt attempt, Target target, SidecarClient sidecar, AttemptResult result)
      throws IOException {
    boolean signalled =
        attempt.method() == CaptureMethod.SigQuit && result.state() == AttemptResult.State.Done;
    try (LogFollower log = signalled ? appLog.since(target, attempt) : null) {
      harvest.take(ledger, attempt, result, sidecar, log);
    }
  }

  private Duration neverHeardOf(Ledger ledger, Attempt attempt, SidecarClient sidecar)
      throws SidecarException, CaptureFailure {
    if (since(attempt).compareTo(SETTLED) < 0) {
      return PAUSE;
    }
    boolean wouldKnow = Instant.parse(sidecar.status().startedAt()).isBefore(startedAt(attempt));
    if (!wouldKnow) {
      return unknown(ledger, attempt, "The sidecar was restarted and no longer knows");
    }
    harvest.conclude(ledger, attempt, AttemptOutcome.NotSent, AttemptOutcome.NotSent.text());
    return Duration.ZERO;
  }

  private Duration completeFromLog(Ledger ledger, Attempt attempt, Target target)
      throws IOException {
    if (attempt.method() != CaptureMethod.SigQuit) {
      harvest.conclude(
          ledger,
          attempt,
          AttemptOutcome.Failed,
          "The container ended before the dump was fetched");
      return Duration.ZERO;
    }
    try (LogFollower log = appLog.since(target, attempt)) {
      harvest.collect(ledger, attempt, log);
    }
    return Duration.ZERO;
  }

  private Duration unknown(Ledger ledger, Attempt attempt, String message) throws CaptureFailure {
    if (attempt.method() != CaptureMethod.SigQuit) {
      harvest.conclude(ledger, attempt, AttemptOutcome.Failed, message);
      return Duration.ZERO;
    }
    harvest.conclude(ledger, attempt, AttemptOutcome.SignalUnknown, message);
    throw new CaptureFailure(
        CapturedReason.SignalUnknown,
        message + ": whether SIGQUIT was sent cannot be told, and it is never sent again");
  }

  private static boolean isSamePod(Ledger ledger, Pod pod) {
    String uid = ledger.analysis().getSpec().podUID();
    return uid == null || uid.equals(pod.getMetadata().getUid());
  }

  private static String container(Ledger ledger, Pod pod) throws CaptureFailure {
    return switch (AppContainer.of(pod, ledger.analysis().getSpec().container())) {
      case AppContainer.Found(String name) -> name;
      case AppContainer.NotFound(_, String message) ->
          throw new CaptureFailure(CapturedReason.ContainerUnclear, message);
    };
  }

  private Duration since(Attempt attempt) {
    return Duration.between(startedAt(attempt), Instant.now(clock));
  }

  private static Instant startedAt(Attempt attempt) {
    String text = attempt.startedAt();
    return text == null ? Instant.EPOCH : Instant.parse(text);
  }
}
