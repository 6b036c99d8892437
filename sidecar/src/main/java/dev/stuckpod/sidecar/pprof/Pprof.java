package dev.stuckpod.sidecar.pprof;

import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final int CONNECT_MILLIS = 1000;
  private static final int INDEX_MILLIS = 2000;
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
      return find(listeners(pid), inodes(pid)::contains);
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
      Set<String> mine = inodes(self);
      return find(listeners(self), inode -> !mine.contains(inode));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<String> find(
      List<SocketTable.Listener> listeners, Predicate<String> isOwn) {
    long end = System.nanoTime() + FOUND_WITHIN.toNanos();
    for (SocketTable.Listener listener : listeners) {
      String at = listener.host() + ":" + listener.port();
      if (isOwn.test(listener.inode()) && end - System.nanoTime() > 0 && isPprof(at)) {
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
    HttpURLConnection connection = get(at, GOROUTINES, DUMP_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      byte[] start = in.readNBytes(10);
      if (!new String(start, StandardCharsets.US_ASCII).equals("goroutine ")) {
        throw new IOException("what answers at " + at + " is no goroutine dump");
      }
      out.write(start);
      copy(in, out, System.nanoTime() + DUMP_WITHIN.toNanos());
    } finally {
      connection.disconnect();
    }
  }

  private static void copy(InputStream in, OutputStream out, long end) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (int read; (read = in.read(buffer)) >= 0; ) {
      if (end - System.nanoTime() < 0) {
        throw new SocketTimeoutException("pprof took over " + DUMP_WITHIN.toSeconds() + " s");
      }
      out.write(buffer, 0, read);
    }
  }

  /** The index page tells it at no cost to the app; a dump would stop all its goroutines. */
  private static boolean isPprof(String at) {
    try {
      HttpURLConnection connection = get(at, INDEX, INDEX_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        String page = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
        return page.contains("/debug/pprof/") && page.contains("goroutine");
      } finally {
        connection.disconnect();
      }
    } catch (IOException no) {
      return false;
    }
  }

  private static HttpURLConnection get(String at, String path, int millis) throws IOException {
    var connection =
        (HttpURLConnection)
            URI.create("http://" + at + path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      connection.disconnect();
      throw new IOException("answer " + connection.getResponseCode() + " from " + at);
    }
    return connection;
  }

  private List<SocketTable.Listener> listeners(int pid) throws IOException {
    var all = new ArrayList<>(SocketTable.listeners(proc.lines(pid, "net/tcp")));
    if (Files.exists(proc.path(pid, "net/tcp6"))) {
      all.addAll(SocketTable.listeners(proc.lines(pid, "net/tcp6")));
    }
    return all;
  }

  private Set<String> inodes(int pid) throws IOException {
    var inodes = new HashSet<String>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc.path(pid, "fd"))) {
      for (Path descriptor : descriptors) {
        String target = Files.isSymbolicLink(descriptor) ? link(descriptor) : "";
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring(8, target.length() - 1));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return inodes;
  }

  private static String link(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
