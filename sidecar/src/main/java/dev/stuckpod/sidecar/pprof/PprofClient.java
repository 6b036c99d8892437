package dev.stuckpod.sidecar.pprof;

import dev.stuckpod.sidecar.port.Listener;
import dev.stuckpod.sidecar.port.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds a Go process's pprof among its own listening sockets, and asks it for its goroutines. Which
 * sockets are its own a process that is not dumpable does not show; where it is alone in its pod,
 * all are that are not the sidecar's.
 */
public final class PprofClient {

  private static final String INDEX = "/debug/pprof/";
  private static final String GOROUTINES = "/debug/pprof/goroutine?debug=2";
  private static final int INDEX_MILLIS = 2000;
  private static final Duration INDEX_WITHIN = Duration.ofSeconds(3);
  private static final int DUMP_MILLIS = 20_000;
  private static final Duration DUMP_WITHIN = Duration.ofSeconds(30);

  /** For all listeners together: an app that hangs may accept connections and never answer. */
  private static final Duration FOUND_WITHIN = Duration.ofSeconds(5);

  private final Ports ports;

  /** Looks for it at a process's own ports. */
  public PprofClient(Ports ports) {
    this.ports = ports;
  }

  /** Tells where the pprof of a process answers, as host:port. */
  public Optional<String> find(int pid) {
    try {
      try {
        return first(ports.of(pid));
      } catch (AccessDeniedException closed) {
        return first(ports.ofTheOnlyOne(pid));
      }
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(List<Listener> listeners) {
    long end = System.nanoTime() + FOUND_WITHIN.toNanos();
    for (Listener listener : listeners) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isPositive() && isPprof(listener.at(), left)) {
        return Optional.of(listener.at());
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
    try (var connection = new HttpQuestion(at, GOROUTINES, DUMP_MILLIS, DUMP_WITHIN)) {
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
    try (var connection = new HttpQuestion(at, INDEX, INDEX_MILLIS, within)) {
      InputStream in = connection.open();
      String page = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
      return page.contains("/debug/pprof/") && page.contains("goroutine");
    } catch (IOException no) {
      return false;
    }
  }
}
