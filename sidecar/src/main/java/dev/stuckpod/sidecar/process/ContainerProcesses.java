package dev.stuckpod.sidecar.process;

import dev.stuckpod.proc.ProcStatus;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.patience.Patience;
import dev.stuckpod.sidecar.patience.TooLateException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the processes of a container and what may be done to them; the app's own comes first. */
public final class ContainerProcesses {

  /** So many are told, the app's first: an app of thousands would fill more than an answer. */
  private static final int MOST = 100;

  /** For one process, whatever of it cannot be read or does not answer. */
  private static final Duration LOOK_WITHIN = Duration.ofSeconds(15);

  /** For all of a container, below what an operator waits. */
  private static final Duration ALL_WITHIN = Duration.ofSeconds(40);

  private static final int LOOKS_AT_ONCE = 4;
  private static final int MOST_HANGING = 3;

  private final Proc proc;
  private final Self self;
  private final List<? extends Look> methods;
  private final Membership membership;
  private final Patience patience = new Patience(LOOKS_AT_ONCE, MOST_HANGING);
  private final Duration lookWithin;

  /** Tells which container a process belongs to. */
  public interface Membership {

    /** Tells whether a process belongs to a container. */
    boolean belongsTo(int pid, String containerID);
  }

  /** Looks what each method needs of it; processes belong to containers by their cgroup. */
  public ContainerProcesses(Proc proc, Self self, List<? extends Look> methods) {
    this(proc, self, methods, (pid, containerID) -> cgroupNames(proc, pid, containerID));
  }

  /** Looks where processes belong to containers in another way. */
  public ContainerProcesses(
      Proc proc, Self self, List<? extends Look> methods, Membership membership) {
    this(proc, self, methods, membership, LOOK_WITHIN);
  }

  ContainerProcesses(
      Proc proc,
      Self self,
      List<? extends Look> methods,
      Membership membership,
      Duration lookWithin) {
    this.proc = proc;
    this.self = self;
    this.methods = methods;
    this.membership = membership;
    this.lookWithin = lookWithin;
  }

  /**
   * Finds them. Of one that cannot be looked at in time, as it or the app holds that up, only that
   * is told; the others are not concerned.
   *
   * @param containerID without the runtime's prefix
   */
  public List<ProcessInfo> find(String containerID) throws IOException {
    long end = System.nanoTime() + ALL_WITHIN.toNanos();
    var found = new ArrayList<Seen>();
    for (int pid : proc.pids()) {
      if (pid != self.pid() && membership.belongsTo(pid, containerID)) {
        Duration left = Duration.ofNanos(Math.max(end - System.nanoTime(), 0));
        Duration within = left.compareTo(lookWithin) < 0 ? left : lookWithin;
        see(containerID, pid, methods, within).ifPresent(found::add);
      }
    }
    found.sort(appFirst(found));
    return found.stream().limit(MOST).map(Seen::info).toList();
  }

  /**
   * Looks at one process of a container for one method alone, and tells of no other: an app that
   * hangs may take seconds not to answer.
   */
  public Optional<ProcessInfo> look(String containerID, int pid, CaptureMethod method) {
    List<? extends Look> asked = methods.stream().filter(m -> m.id() == method).toList();
    return pid != self.pid() && membership.belongsTo(pid, containerID)
        ? see(containerID, pid, asked, lookWithin).map(Seen::info)
        : Optional.empty();
  }

  /** A process, and what each method that was asked can do. */
  private record Seen(Observed process, List<MethodInfo> methods) {

    ProcessInfo info() {
      Identity identity = process.identity();
      return new ProcessInfo(
          process.pid(),
          process.status().nspid(),
          process.startTime(),
          process.exe(),
          process.status().uid(),
          process.status().gid(),
          process.runtime(),
          identity == null ? null : identity.version(),
          process.status().catchesSigquit(),
          methods);
    }
  }

  /**
   * A container may have a shell around the app: a known runtime goes before others, then the root
   * of the tree.
   */
  private static Comparator<Seen> appFirst(List<Seen> all) {
    Set<Integer> pids = new HashSet<>();
    all.forEach(seen -> pids.add(seen.process().pid()));
    return Comparator.comparing(
        Seen::process,
        Comparator.comparing((Observed o) -> o.runtime().equals(ProcessInfo.UNKNOWN))
            .thenComparing(o -> pids.contains(o.status().parent()))
            .thenComparingLong(Observed::startTime)
            .thenComparingInt(Observed::pid));
  }

  private static boolean cgroupNames(Proc proc, int pid, String containerID) {
    try {
      return Cgroup.belongsTo(proc.lines(pid, "cgroup"), containerID);
    } catch (IOException gone) {
      return false;
    }
  }

  private Optional<Seen> see(
      String containerID, int pid, List<? extends Look> asked, Duration within) {
    try {
      return patience.spend(containerID, "look at " + pid, within, () -> see(pid, asked));
    } catch (TooLateException late) {
      return unseen(
          pid,
          asked,
          new Unreadable(
              Reason.TimedOut,
              ("The app holds up whoever looks at the process (%s): see which of its files, its"
                      + " memory or its ports does not answer")
                  .formatted(late.getMessage())));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return unseen(pid, asked, new Unreadable(Reason.Failed, "The sidecar is ending"));
    } catch (Exception | OutOfMemoryError | StackOverflowError wrong) {
      return unseen(
          pid, asked, new Unreadable(Reason.Failed, "The process cannot be looked at: " + wrong));
    }
  }

  /** What the kernel alone tells of a process, which no app can hold up. */
  private Optional<Seen> unseen(int pid, List<? extends Look> asked, Unreadable why) {
    OptionalLong startTime = proc.startTime(pid);
    if (startTime.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          seen(
              new Observed(
                  pid,
                  startTime.getAsLong(),
                  proc.status(pid),
                  null,
                  proc.program(pid).orElse(null),
                  Optional.of(why)),
              asked));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Optional<Seen> see(int pid, List<? extends Look> asked) {
    OptionalLong startTime = proc.startTime(pid);
    if (startTime.isEmpty()) {
      return Optional.empty();
    }
    try {
      ProcStatus status = proc.status(pid);
      Identity identity = identity(pid);
      return Optional.of(
          seen(
              new Observed(
                  pid,
                  startTime.getAsLong(),
                  status,
                  identity,
                  proc.program(pid).orElse(null),
                  identity == null ? Unreadable.find(proc, pid) : Optional.empty()),
              asked));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Seen seen(Observed process, List<? extends Look> asked) throws IOException {
    return new Seen(process, Possibilities.of(process, asked, self));
  }

  private @Nullable Identity identity(int pid) {
    try {
      return Identity.of(proc, pid);
    } catch (IOException denied) {
      return null;
    }
  }
}
