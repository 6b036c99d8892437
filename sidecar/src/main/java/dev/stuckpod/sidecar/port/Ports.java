package dev.stuckpod.sidecar.port;

import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells where a process listens: by the kernel's word for it, not by the app's. */
public final class Ports {

  private static final String BEFORE = "socket:[";
  private static final String BEHIND = "]";

  /** The first process of a pod with a shared PID namespace, pause, which listens nowhere. */
  private static final int PAUSE = 1;

  private final Proc proc;
  private final int self;

  /**
   * Looks in /proc.
   *
   * @param self the sidecar's own pid
   */
  public Ports(Proc proc, int self) {
    this.proc = proc;
    this.self = self;
  }

  /**
   * Finds the listening sockets that are a process's own.
   *
   * @throws AccessDeniedException if it does not show which are its own, as one that is not
   *     dumpable
   * @throws IOException if it is gone
   */
  public List<Listener> of(int pid) throws IOException {
    List<Listener> listeners = listeners(pid);
    Set<String> own = own(pid, listeners);
    return listeners.stream().filter(listener -> own.contains(listener.inode())).toList();
  }

  /**
   * Finds them of a process that does not show which are its own: where it is alone in its pod, all
   * are that are not the sidecar's.
   *
   * @return none where it is not alone
   */
  public List<Listener> ofTheOnlyOne(int pid) throws IOException {
    if (!Set.of(PAUSE, self, pid).containsAll(proc.pids())) {
      return List.of();
    }
    List<Listener> listeners = listeners(self);
    Set<String> mine = own(self, listeners);
    return listeners.stream().filter(listener -> !mine.contains(listener.inode())).toList();
  }

  private List<Listener> listeners(int pid) throws IOException {
    var all = new ArrayList<>(proc.lines(pid, "net/tcp", SocketTable::listeners));
    if (proc.has(pid, "net/tcp6")) {
      all.addAll(proc.lines(pid, "net/tcp6", SocketTable::listeners));
    }
    return all;
  }

  /** The inodes of those that are a process's own; it may have many more sockets. */
  private Set<String> own(int pid, List<Listener> listeners) throws IOException {
    Set<String> links = new HashSet<>();
    listeners.forEach(listener -> links.add(BEFORE + listener.inode() + BEHIND));
    Set<String> own = new HashSet<>();
    proc.descriptors(
        pid,
        target -> {
          if (links.contains(target)) {
            own.add(target.substring(BEFORE.length(), target.length() - BEHIND.length()));
          }
        });
    return own;
  }
}
