package dev.stuckpod.sidecar.process;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches a pod's containers come and go. Told from their processes' cgroups, as in a shared PID
 * namespace a probe's process looks like a container's own.
 */
public final class Containers {

  /** A pod has one from the beginning: the one that holds its namespaces. */
  private static final int PAUSE = 1;

  private final Proc proc;
  private final int self;

  /** What is known of each process: its container, or none. */
  private Map<Integer, Optional<String>> known = new HashMap<>();

  private final Set<String> seen = new HashSet<>();
  private Set<String> running = Set.of();
  private boolean first = true;
  private boolean grown;
  private boolean left;
  private boolean restarted;

  /**
   * Watches in /proc.
   *
   * @param self the sidecar's own pid, which does not count
   */
  public Containers(Proc proc, int self) {
    this.proc = proc;
    this.self = self;
  }

  /**
   * Looks once. At the first look an app may be there already, where this program was slow to
   * start.
   */
  public void look() throws IOException {
    var now = new HashMap<Integer, Optional<String>>();
    for (int pid : proc.pids()) {
      if (pid != self) {
        Optional<String> container = known.get(pid);
        now.put(pid, container == null ? container(pid) : container);
      }
    }
    Set<String> running = new HashSet<>();
    now.values().forEach(container -> container.ifPresent(running::add));
    this.running = running;
    grown |= first ? running.size() > PAUSE : !known.keySet().containsAll(now.keySet());
    left |= !running.containsAll(seen);
    restarted |= left && !seen.containsAll(running);
    seen.addAll(running);
    known = now;
    first = false;
  }

  /** Whether an app was there at the first look, or a process has come since. */
  public boolean haveGrown() {
    return grown;
  }

  /** Whether a container has come after another had gone, as when one is restarted. */
  public boolean haveRestarted() {
    return restarted;
  }

  /** Takes those that run for the first ones: what has restarted until now does not count. */
  public void beginAnew() {
    seen.retainAll(running);
    left = false;
    restarted = false;
  }

  /** The id of the container that a process belongs to; the sidecar's own process is in none. */
  public Optional<String> of(int pid) {
    return pid == self ? Optional.empty() : container(pid);
  }

  private Optional<String> container(int pid) {
    try {
      return Cgroup.container(proc.lines(pid, "cgroup"));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
