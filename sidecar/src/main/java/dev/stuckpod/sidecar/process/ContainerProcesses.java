package dev.stuckpod.sidecar.process;

import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.patience.Patience;
import dev.stuckpod.sidecar.patience.TooLateException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the processes of a container and what may be done to them; the app's own comes first. */
public final class ContainerProcesses {

  /** Finds the pprof of a Go process. */
  public interface PprofFinder {

    /** Tells where it listens, as host:port. */
    Optional<String> find(int pid);
  }

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
  private final PprofFinder pprof;
  private final Membership membership;
  private final Patience patience = new Patience(LOOKS_AT_ONCE, MOST_HANGING);
  private final Duration lookWithin;

  /** Tells which container a process belongs to. */
  public interface Membership {

    /** Tells whether a process belongs to a container. */
    boolean belongsTo(int pid, String containerID);
  }

  /** Looks with a finder for pprof; processes belong to containers by their cgroup. */
  public ContainerProcesses(Proc proc, Self self, PprofFinder pprof) {
    this(proc, self, pprof, (pid, containerID) -> cgroupNames(proc, pid, containerID));
  }

  /** Looks where processes belong to containers in another way. */
  public ContainerProcesses(Proc proc, Self self, PprofFinder pprof, Membership membership) {
    this(proc, self, pprof, membership, LOOK_WITHIN);
  }

  ContainerProcesses(
      Proc proc, Self self, PprofFinder pprof, Membership membership, Duration lookWithin) {
    this.proc = proc;
    this.self = self;
    this.pprof = pprof;
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
    var found = new ArrayList<Observed>();
    for (int pid : proc.pids()) {
      if (pid != self.pid() && membership.belongsTo(pid, containerID)) {
        Duration left = Duration.ofNanos(Math.max(end - System.nanoTime(), 0));
        Duration within = left.compareTo(lookWithin) < 0 ? left : lookWithin;
        observe(containerID, pid, EnumSet.allOf(CaptureMethod.class), within).ifPresent(found::add);
      }
    }
    found.sort(appFirst(found));
    return found.stream().limit(MOST).map(this::info).toList();
  }

  /**
   * Looks at one process of a container; its pprof and its memory are looked for only where that is
   * the method, because an app that hangs may take seconds not to answer.
   */
  public Optional<ProcessInfo> look(String containerID, int pid, CaptureMethod method) {
    return pid != self.pid() && membership.belongsTo(pid, containerID)
        ? observe(containerID, pid, EnumSet.of(method), lookWithin).map(this::info)
        : Optional.empty();
  }

  /**
   * A container may have a shell around the app: a known runtime goes before others, then the root
   * of the tree.
   */
  private static Comparator<Observed> appFirst(List<Observed> all) {
    Set<Integer> pids = new HashSet<>();
    all.forEach(o -> pids.add(o.pid()));
    return Comparator.comparing((Observed o) -> !isKnown(o))
        .thenComparing(o -> pids.contains(o.status().parent()))
        .thenComparingLong(Observed::startTime)
        .thenComparingInt(Observed::pid);
  }

  private static boolean isKnown(Observed process) {
    Identity identity = process.identity();
    return identity != null && !identity.runtime().equals(ProcessInfo.UNKNOWN);
  }

  private static boolean cgroupNames(Proc proc, int pid, String containerID) {
    try {
      return Cgroup.belongsTo(proc.lines(pid, "cgroup"), containerID);
    } catch (IOException gone) {
      return false;
    }
  }

  private Optional<Observed> observe(
      String containerID, int pid, Set<CaptureMethod> asked, Duration within) {
    try {
      return patience.spend(containerID, "look at " + pid, within, () -> observe(pid, asked));
    } catch (TooLateException late) {
      return unseen(
          pid,
          new Unreadable(
              Reason.TimedOut,
              ("The app holds up whoever looks at the process (%s): see which of its files, its"
                      + " memory or its ports does not answer")
                  .formatted(late.getMessage())));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return unseen(pid, new Unreadable(Reason.Failed, "The sidecar is ending"));
    } catch (Exception | OutOfMemoryError | StackOverflowError wrong) {
      return unseen(
          pid, new Unreadable(Reason.Failed, "The process cannot be looked at: " + wrong));
    }
  }

  /** What the kernel alone tells of a process, which no app can hold up. */
  private Optional<Observed> unseen(int pid, Unreadable why) {
    OptionalLong startTime = proc.startTime(pid);
    if (startTime.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Observed(
              pid,
              startTime.getAsLong(),
              proc.status(pid),
              null,
              proc.program(pid).orElse(null),
              Optional.empty(),
              Optional.empty(),
              Optional.of(why)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Optional<Observed> observe(int pid, Set<CaptureMethod> asked) {
    OptionalLong startTime = proc.startTime(pid);
    if (startTime.isEmpty()) {
      return Optional.empty();
    }
    try {
      ProcStatus status = proc.status(pid);
      Identity identity = identity(pid);
      boolean go = identity != null && identity.runtime().equals(ProcessInfo.GO);
      boolean hotspot = identity != null && identity.runtime().equals(ProcessInfo.HOTSPOT);
      Optional<Unreadable> unreadable =
          identity == null || (go && asked.contains(CaptureMethod.ProcMem))
              ? unreadable(pid)
              : Optional.empty();
      boolean closed =
          identity == null && unreadable.filter(u -> u.reason() == Reason.NotDumpable).isPresent();
      return Optional.of(
          new Observed(
              pid,
              startTime.getAsLong(),
              status,
              identity,
              proc.program(pid).orElse(null),
              hotspot ? AttachObstacle.of(proc, pid, status) : Optional.empty(),
              (go || closed) && asked.contains(CaptureMethod.Pprof)
                  ? pprof.find(pid)
                  : Optional.empty(),
              unreadable));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private @Nullable Identity identity(int pid) {
    try {
      return Identity.of(proc, pid);
    } catch (IOException denied) {
      return null;
    }
  }

  /** Opens its memory and closes it again, which the process does not notice. */
  private Optional<Unreadable> unreadable(int pid) throws IOException {
    try (LiveProcess _ = LiveProcess.open(proc.directory(pid))) {
      return Optional.empty();
    } catch (UnreadableException why) {
      return Optional.of(Unreadable.of(why));
    }
  }

  private ProcessInfo info(Observed process) {
    Identity identity = process.identity();
    return new ProcessInfo(
        process.pid(),
        process.status().nspid(),
        process.startTime(),
        process.exe(),
        process.status().uid(),
        process.status().gid(),
        identity == null ? ProcessInfo.UNKNOWN : identity.runtime(),
        identity == null ? null : identity.version(),
        process.status().catchesSigquit(),
        Possibilities.of(process, self));
  }
}
