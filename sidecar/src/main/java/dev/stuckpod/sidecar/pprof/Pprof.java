package dev.stuckpod.sidecar.pprof;

import dev.stuckpod.sidecar.pprof.SocketTable.Listener;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds a Go process's pprof among its own listening sockets, and asks it for its goroutines. Which
 * sockets are its own a process that is not dumpable does not show; where it is alone in its pod,
 * all are that are not the sidecar's.
 */
public final class Pprof implements ContainerProcesses.PprofFinder {

  private static final String INDEX = "/debug/pprof/";
  private static final String GOROUTINES = "/debug/pprof/goroutine?debug=2";
  private static final int INDEX_MILLIS = 2000;
  private static final Duration INDEX_WITHIN = Duration.ofSeconds(3);
  private static final int DUMP_MILLIS = 20_000;
  private static final Duration DUMP_WITHIN = Duration.ofSeconds(30);

  /** For all listeners together: an app that hangs may accept connections and never answer. */
  private static final Duration FOUND_WITHIN = Duration.ofSeconds(5);

  /** The first process of a pod with a shared PID namespace, pause, which listens nowhere. */
  private static final int PAUSE = 1;

  private final Proc proc;
  private final int self;

  /**
   * Looks in /proc.
   *
   * @param self the sidecar's own pid
   */
  public Pprof(Proc proc, int self) {
    this.proc = proc;
    this.self = self;
  }

  @Override
  public Optional<String> find(int pid) {
    try {
      List<Listener> listeners = listeners(pid);
      Set<String> own = own(pid, listeners);
      return find(listeners, own::contains);
    } catch (AccessDeniedException closed) {
      return findOfTheOnlyOne(pid);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Optional<String> findOfTheOnlyOne(int pid) {
    try {
      if (!Set.of(PAUSE, self, pid).containsAll(proc.pids())) {
        return Optional.empty();
      }
      List<Listener> listeners = listeners(self);
      Set<String> mine = own(self, listeners);
      return find(listeners, inode -> !mine.contains(inode));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<String> find(List<Listener> listeners, Predicate<String> isOwn) {
    long end = System.nanoTime() + FOUND_WITHIN.toNanos();
    for (Listener listener : listeners) {
      String at = listener.host() + ":" + listener.port();
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (isOwn.test(listener.inode()) && left.isPositive() && isPprof(at, left)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /**
   * Writes the goroutine dump of a process to a stream.
   *
   * @throws IOException if nothing answers, or what answers is no goroutine dump
   */
  public void goroutines(String at, OutputStream out) throws IOException {
    try (var connection = new Connection(at, GOROUTINES, DUMP_MILLIS, DUMP_WITHIN)) {
      InputStream in = connection.open();
      byte[] start = in.readNBytes(10);
      if (!new String(start, StandardCharsets.US_ASCII).equals("goroutine ")) {
        throw new IOException("what answers at " + at + " is no goroutine dump");
      }
      out.write(start);
      in.transferTo(out);
    }
  }

  /** The index page tells it at no cost to the app; a dump would stop all its goroutines. */
  private static boolean isPprof(String at, Duration left) {
    Duration within = left.compareTo(INDEX_WITHIN) < 0 ? left : INDEX_WITHIN;
    try (var connection = new Connection(at, INDEX, INDEX_MILLIS, within)) {
      InputStream in = connection.open();
      String page = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
      return page.contains("/debug/pprof/") && page.contains("goroutine");
    } catch (IOException no) {
      return false;
    }
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
    listeners.forEach(listener -> links.add("socket:[" + listener.inode() + "]"));
    Set<String> own = new HashSet<>();
    proc.descriptors(
        pid,
        target -> {
          if (links.contains(target)) {
            own.add(target.substring("socket:[".length(), target.length() - 1));
          }
        });
    return own;
  }
}
