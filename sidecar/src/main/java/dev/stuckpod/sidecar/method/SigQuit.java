package dev.stuckpod.sidecar.method;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.attach.AttachObstacle;
import dev.stuckpod.sidecar.gops.ShutdownCleanup;
import dev.stuckpod.sidecar.process.Observed;
import dev.stuckpod.sidecar.signal.Signals;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Sends SIGQUIT: a JVM prints its dump into its log and goes on, a Go process ends by it. */
final class SigQuit implements Method {

  private static final String IGNORED =
      "The process does not handle SIGQUIT, as with signal.Ignore or where Go is a library of"
          + " another program: it would end without a dump, or do nothing";

  private static final String ENDED_BY_GOPS =
      "The app's gops agent handles SIGQUIT by ending the app without a dump: leave"
          + " ShutdownCleanup of its options off";

  private static final String MAY_BE_ENDED_BY_GOPS =
      "The app runs a gops agent, which may handle SIGQUIT by ending the app without a dump, and"
          + " whether it does cannot be read from its memory";

  private final Fact<Optional<AttachObstacle>> attachObstacle;
  private final Fact<ShutdownCleanup.Answer> endedByGops;
  private final Signals signals;

  /**
   * Sends it.
   *
   * @param attachObstacle what keeps a JVM from the other way
   * @param endedByGops whether a Go process is one that ends without a dump
   */
  SigQuit(
      Fact<Optional<AttachObstacle>> attachObstacle,
      Fact<ShutdownCleanup.Answer> endedByGops,
      Signals signals) {
    this.attachObstacle = attachObstacle;
    this.endedByGops = endedByGops;
    this.signals = signals;
  }

  @Override
  public CaptureMethod id() {
    return CaptureMethod.SigQuit;
  }

  @Override
  public Set<String> runtimes() {
    return Set.of(ProcessInfo.GO, ProcessInfo.HOTSPOT);
  }

  @Override
  public MethodInfo look(Observed process) throws IOException {
    boolean kills = process.runtime().equals(ProcessInfo.GO);
    if (!process.status().catchesSigquit()) {
      return fatal(Reason.NotCaught, kills ? IGNORED : reduced(process));
    }
    return kills
        ? whereItEnds(process)
        : MethodInfo.possible(id(), "SIGQUIT makes it dump and go on");
  }

  /**
   * The mask of its signals is the same whoever handles them: Go's runtime, or what the app uses.
   */
  private MethodInfo whereItEnds(Observed process) throws IOException {
    return switch (endedByGops.of(process)) {
      case No -> new MethodInfo(id(), true, true, Reason.Possible, "SIGQUIT makes it dump and end");
      case Yes -> fatal(Reason.EndsWithoutDump, ENDED_BY_GOPS);
      case Unknown -> fatal(Reason.EndsWithoutDump, MAY_BE_ENDED_BY_GOPS);
    };
  }

  /** It would end the process without a dump. */
  private MethodInfo fatal(Reason reason, String message) {
    return new MethodInfo(id(), false, true, reason, message);
  }

  /** Without a handler the signal ends a process and gives no dump; a JVM has one but for -Xrs. */
  private String reduced(Observed process) throws IOException {
    return attachObstacle.of(process).filter(o -> o == AttachObstacle.DISABLED).isPresent()
        ? Jcmd.CLOSED
        : "The JVM runs with -Xrs, so that SIGQUIT would end it without a dump: remove -Xrs";
  }

  @Override
  public Outcome take(AttemptRequest request, ProcessInfo process) {
    return switch (signals.sigquit(process.pid(), process.startTime())) {
      case SENT ->
          new Outcome(
              State.Done,
              Reason.SignalSent,
              "SIGQUIT sent to pid %d (%s %s)"
                  .formatted(process.pid(), process.runtime(), process.runtimeVersion()),
              null);
      case GONE -> Outcome.refused(Reason.ProcessGone, "The process has ended");
      case NOT_CAUGHT ->
          Outcome.refused(
              Reason.NotCaught, "The process does not handle SIGQUIT: nothing was sent");
      case DENIED ->
          Outcome.failed(Reason.Denied, "The operating system does not allow the signal (EPERM)");
      case FAILED -> Outcome.failed(Reason.Failed, "The signal could not be sent");
    };
  }
}
