package dev.stuckpod.sidecar.process;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Decides what may be done to a process. Whatever is not certain is refused. */
final class Possibilities {

  private static final String IGNORED =
      "The process does not handle SIGQUIT, as with signal.Ignore or where Go is a library of"
          + " another program: it would end without a dump, or do nothing";

  private static final String CLOSED =
      "The JVM runs with -XX:+DisableAttachMechanism, so that it cannot be attached to, and with"
          + " -Xrs, so that SIGQUIT would end it without a dump: remove one of them";

  /** What is known of a process at which the sidecar could not look. */
  private static final Set<Reason> TELLING =
      EnumSet.of(Reason.NotDumpable, Reason.ExecOnly, Reason.TimedOut, Reason.Failed);

  private Possibilities() {}

  static List<MethodInfo> of(Observed process, Self self) {
    Identity identity = process.identity();
    if (identity == null) {
      return withPprof(process, all(noAccess(process, self)));
    }
    return switch (identity.runtime()) {
      case ProcessInfo.GO ->
          List.of(
              memory(process),
              pprof(process),
              wrongRuntime(CaptureMethod.Jcmd, "Go"),
              sigquit(process, true, IGNORED));
      case ProcessInfo.HOTSPOT ->
          List.of(
              wrongRuntime(CaptureMethod.ProcMem, "a JVM"),
              wrongRuntime(CaptureMethod.Pprof, "a JVM"),
              attach(process),
              sigquit(process, false, reduced(process)));
      case ProcessInfo.OPENJ9 ->
          all(
              new Refusal(
                  Reason.WrongRuntime,
                  "OpenJ9 writes its dump to a file of its own (javacore), which is not"
                      + " collected"));
      default ->
          all(
              new Refusal(
                  Reason.NotIdentified,
                  "The process is neither Go nor a JVM: nothing is ever sent to such a process"));
    };
  }

  private record Refusal(Reason reason, String message) {}

  private static List<MethodInfo> all(Refusal refusal) {
    return java.util.Arrays.stream(CaptureMethod.values())
        .map(m -> new MethodInfo(m, false, false, refusal.reason(), refusal.message()))
        .toList();
  }

  /** A question to pprof needs no access; that it answers tells the runtime. */
  private static List<MethodInfo> withPprof(Observed process, List<MethodInfo> refused) {
    return process.pprof().isEmpty()
        ? refused
        : refused.stream()
            .map(m -> m.method() == CaptureMethod.Pprof ? pprof(process) : m)
            .toList();
  }

  private static Refusal noAccess(Observed process, Self self) {
    ProcStatus app = process.status();
    if (app.uid() != self.uid() && app.uid() == 0) {
      return new Refusal(
          Reason.RootApp,
          "The app runs as root, the sidecar as uid %d: run the app as another user, or allow injection.rootApps in the chart"
              .formatted(self.uid()));
    }
    if (app.uid() != self.uid()) {
      return new Refusal(
          Reason.UidMismatch,
          "The app runs as uid %d, the sidecar as uid %d: annotate the pod template with stuckpod.dev/run-as: \"%d:%d\" and roll it out again"
              .formatted(app.uid(), self.uid(), app.uid(), app.gid()));
    }
    if (app.gid() != self.gid()) {
      return new Refusal(
          Reason.GidMismatch,
          "The app runs as gid %d, the sidecar as gid %d: annotate the pod template with stuckpod.dev/run-as: \"%d:%d\" and roll it out again"
              .formatted(app.gid(), self.gid(), app.uid(), app.gid()));
    }
    if ((app.capabilities() & ~self.capabilities()) != 0) {
      return new Refusal(
          Reason.RootApp,
          "The app has capabilities that the sidecar has not: drop them in the app's"
              + " securityContext");
    }
    return process
        .unreadable()
        .filter(u -> TELLING.contains(u.reason()))
        .map(u -> new Refusal(u.reason(), u.message()))
        .orElseGet(
            () ->
                new Refusal(
                    Reason.NotIdentified,
                    "The operating system does not let the sidecar look at the process"));
  }

  private static MethodInfo memory(Observed process) {
    return process
        .unreadable()
        .map(u -> new MethodInfo(CaptureMethod.ProcMem, false, false, u.reason(), u.message()))
        .orElseGet(
            () ->
                possible(
                    CaptureMethod.ProcMem, false, "The goroutines can be read from its memory"));
  }

  private static MethodInfo pprof(Observed process) {
    return process
        .pprof()
        .map(at -> possible(CaptureMethod.Pprof, false, "pprof answers at " + at))
        .orElseGet(
            () ->
                new MethodInfo(
                    CaptureMethod.Pprof,
                    false,
                    false,
                    Reason.NoPprof,
                    "No listening socket of the app answers as pprof does"));
  }

  private static MethodInfo attach(Observed process) {
    if (process.attachObstacle().isEmpty()) {
      return possible(CaptureMethod.Jcmd, false, "The JVM can be attached to");
    }
    return switch (process.attachObstacle().get()) {
      case DISABLED ->
          new MethodInfo(
              CaptureMethod.Jcmd,
              false,
              false,
              Reason.AttachDisabled,
              process.status().catchesSigquit()
                  ? "The JVM runs with -XX:+DisableAttachMechanism: remove it, or allow the method"
                      + " SigQuit"
                  : CLOSED);
      case READ_ONLY_TMP ->
          new MethodInfo(
              CaptureMethod.Jcmd,
              false,
              false,
              Reason.ReadOnlyTmp,
              "The app's /tmp cannot be written: mount an emptyDir there");
      case NOT_CAUGHT ->
          new MethodInfo(
              CaptureMethod.Jcmd,
              false,
              false,
              Reason.NotCaught,
              "The JVM neither listens for attaching nor handles SIGQUIT: remove -Xrs, or let"
                  + " /tmp/.java_pid* stand");
    };
  }

  /** Without a handler the signal ends a process and gives no dump; a JVM has one but for -Xrs. */
  private static String reduced(Observed process) {
    return process.attachObstacle().filter(o -> o == AttachObstacle.DISABLED).isPresent()
        ? CLOSED
        : "The JVM runs with -Xrs, so that SIGQUIT would end it without a dump: remove -Xrs";
  }

  private static MethodInfo sigquit(Observed process, boolean kills, String notCaught) {
    if (!process.status().catchesSigquit()) {
      return new MethodInfo(CaptureMethod.SigQuit, false, true, Reason.NotCaught, notCaught);
    }
    return possible(
        CaptureMethod.SigQuit,
        kills,
        kills ? "SIGQUIT makes it dump and end" : "SIGQUIT makes it dump and go on");
  }

  private static MethodInfo possible(CaptureMethod method, boolean kills, String message) {
    return new MethodInfo(method, true, kills, Reason.Possible, message);
  }

  private static MethodInfo wrongRuntime(CaptureMethod method, String what) {
    return new MethodInfo(
        method, false, false, Reason.WrongRuntime, method + " is not for " + what);
  }
}
