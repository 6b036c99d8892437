package dev.stuckpod.sidecar.server;

import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.ProcessReport;
import dev.stuckpod.protocol.Reason;
import java.util.EnumSet;
import java.util.Set;

/**
 * Says to an operator of the protocol's first version only what that one understands: a word that
 * it does not know would hide the whole answer from it.
 */
final class FirstVersion {

  private static final Set<CaptureMethod> METHODS =
      EnumSet.of(CaptureMethod.Pprof, CaptureMethod.Jcmd, CaptureMethod.SigQuit);

  private static final Set<Reason> REASONS =
      EnumSet.of(
          Reason.Possible,
          Reason.DumpTaken,
          Reason.SignalSent,
          Reason.ProcessGone,
          Reason.ProcessChanged,
          Reason.NotIdentified,
          Reason.WrongRuntime,
          Reason.UidMismatch,
          Reason.GidMismatch,
          Reason.RootApp,
          Reason.NotCaught,
          Reason.RestartNotAllowed,
          Reason.AttachDisabled,
          Reason.ReadOnlyTmp,
          Reason.NoPprof,
          Reason.TimedOut,
          Reason.Expired,
          Reason.Denied,
          Reason.TooLarge,
          Reason.Failed);

  private FirstVersion() {}

  /** Leaves out methods that came later. */
  static ProcessReport of(ProcessReport report) {
    return new ProcessReport(report.processes().stream().map(FirstVersion::process).toList());
  }

  static AttemptResult of(AttemptResult result) {
    return new AttemptResult(
        result.attemptId(),
        result.state(),
        result.method(),
        reason(result.reason()),
        result.message(),
        result.startedAt(),
        result.finishedAt(),
        result.dump());
  }

  private static ProcessInfo process(ProcessInfo process) {
    return process.withMethods(
        process.methods().stream()
            .filter(info -> METHODS.contains(info.method()))
            .map(
                info ->
                    new MethodInfo(
                        info.method(),
                        info.possible(),
                        info.kills(),
                        reason(info.reason()),
                        info.message()))
            .toList());
  }

  private static Reason reason(Reason reason) {
    if (reason == Reason.SpoolUnusable) {
      return Reason.Failed; // as whoever does not know a word reads it: the message says what
    }
    return REASONS.contains(reason) ? reason : Reason.NotIdentified;
  }
}
