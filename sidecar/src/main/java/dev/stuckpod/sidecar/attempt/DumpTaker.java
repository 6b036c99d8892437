package dev.stuckpod.sidecar.attempt;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.method.Method;
import dev.stuckpod.sidecar.method.Outcome;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.spool.SpoolException;
import dev.stuckpod.sidecar.spool.TooLargeException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes one dump: looks at the process again, refuses what is not exactly what was meant, then does
 * it.
 */
public final class DumpTaker {

  private final ContainerProcesses processes;
  private final List<Method> methods;
  private final Clock clock;

  /**
   * Takes dumps.
   *
   * @param methods all that there are
   */
  public DumpTaker(ContainerProcesses processes, List<Method> methods, Clock clock) {
    this.processes = processes;
    this.methods = methods;
    this.clock = clock;
  }

  /** How long an attempt by a method may take in all. */
  Duration within(CaptureMethod id) {
    return method(id).within();
  }

  /** Takes it, or says why not; never throws. */
  public AttemptResult take(AttemptRequest request) {
    Instant startedAt = Instant.now(clock);
    Outcome outcome = outcome(request);
    return new AttemptResult(
        request.attemptId(),
        outcome.state(),
        request.method(),
        outcome.reason(),
        outcome.message(),
        startedAt.toString(),
        Instant.now(clock).toString(),
        outcome.dump());
  }

  private Outcome outcome(AttemptRequest request) {
    try {
      return attempt(request);
    } catch (TooLargeException e) {
      return Outcome.failed(Reason.TooLarge, e.getMessage());
    } catch (SpoolException e) {
      return Outcome.failed(Reason.SpoolUnusable, e.getMessage());
    } catch (SocketTimeoutException e) {
      return Outcome.failed(Reason.TimedOut, "The app did not answer in time");
    } catch (Exception | OutOfMemoryError | StackOverflowError e) {
      return Outcome.failed(Reason.Failed, "The attempt has failed: " + e);
    }
  }

  private Outcome attempt(AttemptRequest request) throws Exception {
    if (isExpired(request)) {
      return Outcome.refused(
          Reason.Expired, "The request came after " + request.expiresAt() + ": ask again");
    }
    Optional<ProcessInfo> meant =
        processes
            .look(request.containerID(), request.pid(), request.method())
            .filter(p -> p.startTime() == request.startTime());
    if (meant.isEmpty()) {
      return Outcome.refused(
          Reason.ProcessChanged,
          "The container no longer runs a process %d that began at %d"
              .formatted(request.pid(), request.startTime()));
    }
    MethodInfo info = meant.get().methods().getFirst();
    if (!info.possible()) {
      return Outcome.refused(info.reason(), info.message());
    }
    if (info.kills() && !request.killsAllowed()) {
      return Outcome.refused(
          Reason.RestartNotAllowed, "SIGQUIT would end the process, and that is not allowed");
    }
    // whatever does no harm may come late
    if (request.method().signals() && isExpired(request)) {
      return Outcome.refused(
          Reason.Expired,
          "Looking at the process took until after " + request.expiresAt() + ": ask again");
    }
    return method(request.method()).take(request, meant.get());
  }

  private boolean isExpired(AttemptRequest request) {
    return !Instant.now(clock).isBefore(Instant.parse(request.expiresAt()));
  }

  private Method method(CaptureMethod id) {
    return methods.stream().filter(method -> method.id() == id).findFirst().orElseThrow();
  }
}
