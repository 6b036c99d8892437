package dev.stuckpod.sidecar.method;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.attach.AttachException;
import dev.stuckpod.sidecar.attach.AttachObstacle;
import dev.stuckpod.sidecar.attach.HotSpotAttach;
import dev.stuckpod.sidecar.process.Observed;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Asks a JVM for its threads by the attach protocol. */
final class Jcmd implements Method {

  /** What keeps a JVM from both of its ways. */
  static final String CLOSED =
      "The JVM runs with -XX:+DisableAttachMechanism, so that it cannot be attached to, and with"
          + " -Xrs, so that SIGQUIT would end it without a dump: remove one of them";

  private final Fact<Optional<AttachObstacle>> obstacle;
  private final HotSpotAttach attach;
  private final Spool spool;

  /**
   * Attaches.
   *
   * @param obstacle what keeps a JVM from being attached to
   */
  Jcmd(Fact<Optional<AttachObstacle>> obstacle, HotSpotAttach attach, Spool spool) {
    this.obstacle = obstacle;
    this.attach = attach;
    this.spool = spool;
  }

  @Override
  public CaptureMethod id() {
    return CaptureMethod.Jcmd;
  }

  @Override
  public Set<String> runtimes() {
    return Set.of(ProcessInfo.HOTSPOT);
  }

  @Override
  public MethodInfo look(Observed process) throws IOException {
    return switch (obstacle.of(process).orElse(null)) {
      case null -> MethodInfo.possible(id(), "The JVM can be attached to");
      case DISABLED ->
          MethodInfo.refused(
              id(),
              Reason.AttachDisabled,
              process.status().catchesSigquit()
                  ? "The JVM runs with -XX:+DisableAttachMechanism: remove it, or allow the method"
                      + " SigQuit"
                  : CLOSED);
      case READ_ONLY_TMP ->
          MethodInfo.refused(
              id(),
              Reason.ReadOnlyTmp,
              "The app's /tmp cannot be written: mount an emptyDir there");
      case NOT_CAUGHT ->
          MethodInfo.refused(
              id(),
              Reason.NotCaught,
              "The JVM neither listens for attaching nor handles SIGQUIT: remove -Xrs, or let"
                  + " /tmp/.java_pid* stand");
    };
  }

  @Override
  public Outcome take(AttemptRequest request, ProcessInfo process) throws Exception {
    try {
      return Outcome.taken(
          spool.take(
              request.attemptId(),
              out -> attach.threadPrint(process.pid(), process.nspid(), process.startTime(), out)),
          "Thread.print -l by the attach protocol");
    } catch (AttachException e) {
      return Outcome.failed(e.reason(), e.getMessage());
    }
  }
}
