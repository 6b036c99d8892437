package dev.stuckpod.sidecar.method;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.DumpFile;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.gops.GopsClient;
import dev.stuckpod.sidecar.process.Observed;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a Go process for its goroutines where it runs gops' agent. */
final class Gops implements Method {

  private static final String CUT =
      "The agent's answer breaks off: the process has ended, or the agent has";

  private final Fact<Optional<String>> where;
  private final GopsClient client;
  private final Spool spool;

  /**
   * Asks by a client.
   *
   * @param where the agent of a process listens, as host:port
   */
  Gops(Fact<Optional<String>> where, GopsClient client, Spool spool) {
    this.where = where;
    this.client = client;
    this.spool = spool;
  }

  @Override
  public CaptureMethod id() {
    return CaptureMethod.Gops;
  }

  @Override
  public Set<String> runtimes() {
    return Set.of(ProcessInfo.GO);
  }

  @Override
  public MethodInfo look(Observed process) throws IOException {
    Optional<String> at = where.of(process);
    if (at.isEmpty()) {
      return MethodInfo.refused(
          id(),
          Reason.NoGops,
          "The app runs no gops agent whose port file and socket can be found");
    }
    return client.answers(at.get())
        ? MethodInfo.possible(id(), "gops answers at " + at.get())
        : MethodInfo.refused(
            id(),
            Reason.TimedOut,
            "The gops agent at %s does not answer, as while it serves somebody else"
                .formatted(at.get()));
  }

  @Override
  public Outcome take(AttemptRequest request, ProcessInfo process) throws Exception {
    String at =
        client
            .find(process.pid(), process.nspid())
            .orElseThrow(() -> new IOException("gops no longer listens"));
    var whole = new AtomicBoolean();
    DumpFile dump =
        spool.take(
            request.attemptId(),
            out -> whole.set(client.stacks(at, process.pid(), process.startTime(), out)));
    return Outcome.taken(
        whole.get() ? dump : new DumpFile(dump.bytes(), dump.sha256(), List.of(CUT)),
        "gops, stack");
  }
}
