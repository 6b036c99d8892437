package dev.stuckpod.sidecar.process;

import dev.stuckpod.proc.Barrier;
import dev.stuckpod.proc.ProcStatus;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what may be done to a process. Whatever is not certain is refused. */
final class Possibilities {

  /** What is known of a process at which the sidecar could not look. */
  private static final Set<Reason> TELLING =
      EnumSet.of(Reason.NotDumpable, Reason.ExecOnly, Reason.TimedOut, Reason.Failed);

  private Possibilities() {}

  /**
   * Tells what may be done by each of some methods.
   *
   * @throws IOException if the process is gone
   */
  static List<MethodInfo> of(Observed process, List<? extends Look> methods, Self self)
      throws IOException {
    Optional<Refusal> refusal = refusal(process, self);
    var infos = new ArrayList<MethodInfo>();
    for (Look method : methods) {
      infos.add(
          refusal.isPresent()
              ? refused(method, process, refusal.get())
              : byRuntime(method, process));
    }
    return infos;
  }

  private record Refusal(Reason reason, String message) {}

  /**
   * What from inside cannot be used may be possible from outside; that it answers tells what it is.
   */
  private static MethodInfo refused(Look method, Observed process, Refusal refusal)
      throws IOException {
    Optional<MethodInfo> fromOutside =
        process.isClosed() ? method.lookFromOutside(process) : Optional.empty();
    return fromOutside.orElseGet(
        () -> MethodInfo.refused(method.id(), refusal.reason(), refusal.message()));
  }

  private static MethodInfo byRuntime(Look method, Observed process) throws IOException {
    if (method.runtimes().contains(process.runtime())) {
      return method.look(process);
    }
    boolean go = process.runtime().equals(ProcessInfo.GO);
    return MethodInfo.refused(
        method.id(), Reason.WrongRuntime, method.id() + " is not for " + (go ? "Go" : "a JVM"));
  }

  /** Why no method at all can be used on it. */
  private static Optional<Refusal> refusal(Observed process, Self self) {
    if (process.identity() == null) {
      return Optional.of(noAccess(process, self));
    }
    return switch (process.runtime()) {
      case ProcessInfo.GO, ProcessInfo.HOTSPOT -> Optional.empty();
      case ProcessInfo.OPENJ9 ->
          Optional.of(
              new Refusal(
                  Reason.WrongRuntime,
                  "OpenJ9 writes its dump to a file of its own (javacore), which is not"
                      + " collected"));
      default ->
          Optional.of(
              new Refusal(
                  Reason.NotIdentified,
                  "The process is neither Go nor a JVM: nothing is ever sent to such a process"));
    };
  }

  private static Refusal noAccess(Observed process, Self self) {
    ProcStatus app = process.status();
    return Barrier.between(self.uid(), self.gid(), self.capabilities(), app).stream()
        .flatMap(barrier -> refusal(barrier, app, self).stream())
        .findFirst()
        .or(() -> told(process))
        .orElseGet(
            () ->
                new Refusal(
                    Reason.NotIdentified,
                    "The operating system does not let the sidecar look at the process"));
  }

  /** Empty where it acts as the same user or group now, but began or may go on as another. */
  private static Optional<Refusal> refusal(Barrier barrier, ProcStatus app, Self self) {
    return switch (barrier) {
      case OTHER_USER ->
          app.uid() == self.uid() ? Optional.empty() : Optional.of(otherUser(app, self));
      case OTHER_GROUP ->
          app.gid() == self.gid()
              ? Optional.empty()
              : Optional.of(
                  new Refusal(
                      Reason.GidMismatch,
                      "The app runs as gid %d, the sidecar as gid %d: annotate the pod template with stuckpod.dev/run-as: \"%d:%d\" and roll it out again"
                          .formatted(app.gid(), self.gid(), app.uid(), app.gid())));
      case MORE_CAPABILITIES ->
          Optional.of(
              new Refusal(
                  Reason.RootApp,
                  "The app has capabilities that the sidecar has not: drop them in the app's"
                      + " securityContext"));
    };
  }

  private static Refusal otherUser(ProcStatus app, Self self) {
    if (app.uid() == 0) {
      return new Refusal(
          Reason.RootApp,
          "The app runs as root, the sidecar as uid %d: run the app as another user, or allow injection.rootApps in the chart"
              .formatted(self.uid()));
    }
    return new Refusal(
        Reason.UidMismatch,
        "The app runs as uid %d, the sidecar as uid %d: annotate the pod template with stuckpod.dev/run-as: \"%d:%d\" and roll it out again"
            .formatted(app.uid(), self.uid(), app.uid(), app.gid()));
  }

  private static Optional<Refusal> told(Observed process) {
    return process
        .unreadable()
        .filter(u -> TELLING.contains(u.reason()))
        .map(u -> new Refusal(u.reason(), u.message()));
  }
}
