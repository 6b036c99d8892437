package dev.stuckpod.sidecar.method;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.DumpFile;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a JVM for its threads by the attach protocol, for virtual ones too where it has any. */
final class Jcmd implements Method {

  /** What keeps a JVM from both of its ways. */
  static final String CLOSED =
      "The JVM runs with -XX:+DisableAttachMechanism, so that it cannot be attached to, and with"
          + " -Xrs, so that SIGQUIT would end it without a dump: remove one of them";

  private static final Pattern HIDES = Pattern.compile("2[123]([-+.].*)?");

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
    var how = new String[] {""};
    try {
      DumpFile dump =
          spool.take(
              request.attemptId(),
              out ->
                  how[0] =
                      attach.threads(
                          process.pid(),
                          process.nspid(),
                          process.startTime(),
                          hidesVirtualThreads(process.runtimeVersion()),
                          out));
      return Outcome.taken(dump, how[0]);
    } catch (AttachException e) {
      return Outcome.failed(e.reason(), e.getMessage());
    }
  }

  /**
   * In JDK 21 to 23 no thread stays that would tell of virtual ones when all of them wait and their
   * carriers have ended.
   */
  static boolean hidesVirtualThreads(@Nullable String version) {
    return version != null && HIDES.matcher(version).matches();
  }
}
