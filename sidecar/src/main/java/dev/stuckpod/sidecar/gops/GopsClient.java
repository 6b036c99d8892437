package dev.stuckpod.sidecar.gops;

import dev.stuckpod.sidecar.port.Connection;
import dev.stuckpod.sidecar.port.Listener;
import dev.stuckpod.sidecar.port.Ports;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Finds gops' agent in a Go process, and asks it for its goroutines. It serves one connection after
 * the other and prints a line into the app's log for one that asks nothing: so each asks something,
 * and a short answer is read to its end.
 */
public final class GopsClient {

  private static final byte[] STACKS = {0x1};
  private static final byte[] VERSION = {0x4};
  private static final int VERSION_MILLIS = 2000;
  private static final Duration VERSION_WITHIN = Duration.ofSeconds(3);
  private static final int LONGEST_VERSION = 256;
  private static final int DUMP_MILLIS = 20_000;
  private static final Duration DUMP_WITHIN = Duration.ofSeconds(30);
  private static final String BEGINNING = "goroutine ";

  private final Proc proc;
  private final Ports ports;

  /** Looks for it at a process's own ports. */
  public GopsClient(Proc proc, Ports ports) {
    this.proc = proc;
    this.ports = ports;
  }

  /**
   * Tells where the agent of a process listens, as host:port; it is not asked. A port of another
   * process, such as one of before under the same pid, is none.
   */
  public Optional<String> find(int pid, int nspid) {
    try {
      OptionalInt port = PortFile.read(proc, pid, nspid);
      return port.isEmpty()
          ? Optional.empty()
          : ports.of(pid).stream()
              .filter(listener -> listener.port() == port.getAsInt())
              .map(Listener::at)
              .findFirst();
    } catch (IOException closedOrGone) {
      return Optional.empty();
    }
  }

  /** Whether what listens answers as the agent does, which costs the app nothing. */
  public boolean answers(String at) {
    try (var connection = new Connection(at, VERSION_MILLIS, VERSION_WITHIN)) {
      byte[] answer = connection.ask(VERSION).readNBytes(LONGEST_VERSION);
      String version = new String(answer, StandardCharsets.UTF_8);
      return answer.length < LONGEST_VERSION
          && (version.startsWith("go") || version.startsWith("devel"));
    } catch (IOException no) {
      return false;
    }
  }

  /**
   * Writes the goroutine dump of a process to a stream.
   *
   * @param startTime when the process began
   * @return whether it may be whole: its end is that of the connection, which is also the end of an
   *     answer that breaks off, as where the process has ended
   * @throws IOException if nothing answers, or what answers is no goroutine dump
   */
  public boolean stacks(String at, int pid, long startTime, OutputStream out) throws IOException {
    try (var connection = new Connection(at, DUMP_MILLIS, DUMP_WITHIN)) {
      InputStream in = connection.ask(STACKS);
      byte[] start = in.readNBytes(BEGINNING.length());
      if (!new String(start, StandardCharsets.US_ASCII).equals(BEGINNING)) {
        throw new IOException("what answers at " + at + " is no goroutine dump");
      }
      out.write(start);
      byte[] piece = new byte[1 << 13];
      int last = 0;
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        out.write(piece, 0, count);
        last = count > 0 ? piece[count - 1] : last;
      }
      return last == '\n' && proc.startTime(pid).equals(OptionalLong.of(startTime));
    }
  }
}
