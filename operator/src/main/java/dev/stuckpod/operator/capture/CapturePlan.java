package dev.stuckpod.operator.capture;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which method comes next: the first of the allowed ones that the process bears and that
 * has not failed yet.
 */
public final class CapturePlan {

  /** Least harmful first. */
  public static final List<CaptureMethod> LADDER = List.of(CaptureMethod.values());

  /** What tells most about a process of which no dump can be taken, first. */
  private static final List<Reason> TELLING =
      List.of(
          Reason.RootApp,
          Reason.UidMismatch,
          Reason.GidMismatch,
          Reason.NotDumpable,
          Reason.NotIdentified,
          Reason.NotCaught);

  private CapturePlan() {}

  /** What to do next. */
  public sealed interface Choice {

    /**
     * Use this method on this process.
     *
     * @param kills whether the process ends by it
     * @param passedOver the methods before it that fit the process, and why each cannot be used
     */
    record Use(
        CaptureMethod method, ProcessInfo process, boolean kills, List<MethodInfo> passedOver)
        implements Choice {}

    /** Nothing is left that may be done. */
    record GiveUp(CapturedReason reason, String message) implements Choice {}
  }

  /**
   * Decides.
   *
   * @param allowed methods in their order
   * @param allowRestart whether a method may be used that ends the process
   * @param processes what the sidecar sees, the app's first
   * @param failed methods that were tried and gave no dump
   */
  public static Choice next(
      List<CaptureMethod> allowed,
      boolean allowRestart,
      List<ProcessInfo> processes,
      Set<CaptureMethod> failed) {
    if (processes.isEmpty()) {
      return new Choice.GiveUp(
          CapturedReason.ProcessGone,
          "The sidecar sees no process of the container: is shareProcessNamespace still true?");
    }
    ProcessInfo process = processes.getFirst();
    var obstacles = new ArrayList<MethodInfo>();
    for (CaptureMethod method : allowed) {
      Optional<MethodInfo> info = info(process, method);
      if (failed.contains(method) || info.isEmpty()) {
        continue;
      }
      if (!info.get().possible()) {
        obstacles.add(info.get());
      } else if (info.get().kills() && !allowRestart) {
        obstacles.add(
            new MethodInfo(
                method, false, true, Reason.RestartNotAllowed, "SIGQUIT would end the process"));
      } else {
        return new Choice.Use(
            method,
            process,
            info.get().kills(),
            obstacles.stream().filter(o -> !o.reason().isUnfit()).toList());
      }
    }
    return giveUp(process, obstacles, failed);
  }

  /**
   * Finds what hinders a better method only for a while: it says nothing of the process.
   *
   * @param allowed as for {@link #next}
   * @param processes as for {@link #next}
   * @param failed as for {@link #next}
   */
  public static Optional<MethodInfo> hindered(
      List<CaptureMethod> allowed, List<ProcessInfo> processes, Set<CaptureMethod> failed) {
    return processes.stream()
        .limit(1)
        .flatMap(
            process ->
                allowed.stream()
                    .filter(method -> !failed.contains(method))
                    .flatMap(method -> info(process, method).stream()))
        .filter(info -> info.possible() || info.reason() == Reason.SpoolUnusable)
        .findFirst()
        .filter(info -> !info.possible());
  }

  private static Choice giveUp(
      ProcessInfo process, List<MethodInfo> obstacles, Set<CaptureMethod> failed) {
    String tried = failed.isEmpty() ? "" : " Tried without success: " + failed + ".";
    for (Reason telling : TELLING) {
      for (MethodInfo obstacle : obstacles) {
        if (obstacle.reason() == telling) {
          return new Choice.GiveUp(reason(telling), obstacle.message() + tried);
        }
      }
    }
    for (MethodInfo obstacle : obstacles) {
      if (obstacle.reason() == Reason.SpoolUnusable || obstacle.reason() == Reason.TooLarge) {
        return new Choice.GiveUp(CapturedReason.NoRoom, obstacle.message() + tried);
      }
    }
    boolean restartWouldDo =
        obstacles.stream().anyMatch(o -> o.reason() == Reason.RestartNotAllowed);
    if (restartWouldDo) {
      return new Choice.GiveUp(
          CapturedReason.RestartNotAllowed,
          "Only SIGQUIT would give a dump of this %s process, and it ends the process: set allowRestart: true, or serve pprof on loopback.%s%s"
              .formatted(process.runtime(), notFromMemory(obstacles), tried));
    }
    String why = obstacles.isEmpty() ? "" : " " + obstacles.getLast().message();
    return new Choice.GiveUp(
        CapturedReason.Refused, "No allowed method can be used on this process." + why + tried);
  }

  private static String notFromMemory(List<MethodInfo> obstacles) {
    return obstacles.stream()
        .filter(o -> o.method() == CaptureMethod.ProcMem)
        .map(o -> " It cannot be read from memory: " + o.message() + ".")
        .collect(Collectors.joining());
  }

  private static CapturedReason reason(Reason telling) {
    return switch (telling) {
      case NotDumpable -> CapturedReason.NotDumpable;
      case RootApp -> CapturedReason.RootApp;
      case UidMismatch, GidMismatch -> CapturedReason.UidMismatch;
      default -> CapturedReason.NotIdentified;
    };
  }

  private static Optional<MethodInfo> info(ProcessInfo process, CaptureMethod method) {
    return process.methods().stream().filter(m -> m.method() == method).findFirst();
  }
}
