package dev.stuckpod.sidecar.process;

import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.sidecar.protocol.Method;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import dev.stuckpod.sidecar.protocol.Reason;
import java.io.IOException;
import java.nio.file.Files;
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

  private final Proc proc;
  private final Self self;
  private final PprofFinder pprof;
  private final Membership membership;

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
    this.proc = proc;
    this.self = self;
    this.pprof = pprof;
    this.membership = membership;
  }

  /**
   * Finds them.
   *
   * @param containerID without the runtime's prefix
   */
  public List<ProcessInfo> find(String containerID) throws IOException {
    var found = new ArrayList<Observed>();
    for (int pid : proc.pids()) {
      if (pid != self.pid() && membership.belongsTo(pid, containerID)) {
        observe(pid, EnumSet.allOf(Method.class)).ifPresent(found::add);
      }
    }
    found.sort(appFirst(found));
    return found.stream().limit(MOST).map(this::info).toList();
  }

  /**
   * Looks at one process of a container; its pprof and its memory are looked for only where that is
   * the method, because an app that hangs may take seconds not to answer.
   */
  public Optional<ProcessInfo> look(String containerID, int pid, Method method) {
    return pid != self.pid() && membership.belongsTo(pid, containerID)
        ? observe(pid, EnumSet.of(method)).map(this::info)
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

  private Optional<Observed> observe(int pid, Set<Method> asked) {
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
          identity == null || (go && asked.contains(Method.ProcMem))
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
              exe(pid),
              hotspot ? AttachObstacle.of(proc, pid, status) : Optional.empty(),
              (go || closed) && asked.contains(Method.Pprof) ? pprof.find(pid) : Optional.empty(),
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

  private @Nullable String exe(int pid) {
    try {
      return Files.readSymbolicLink(proc.path(pid, "exe")).toString();
    } catch (IOException denied) {
      return null;
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
