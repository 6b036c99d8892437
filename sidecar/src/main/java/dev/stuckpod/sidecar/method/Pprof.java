package dev.stuckpod.sidecar.method;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.pprof.PprofClient;
import dev.stuckpod.sidecar.process.Observed;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Asks a Go process for its goroutines where it serves pprof itself. */
final class Pprof implements Method {

  private final Fact<Optional<String>> where;
  private final PprofClient client;
  private final Spool spool;

  /**
   * Asks by a client.
   *
   * @param where the pprof of a process answers, as host:port
   */
  Pprof(Fact<Optional<String>> where, PprofClient client, Spool spool) {
    this.where = where;
    this.client = client;
    this.spool = spool;
  }

  @Override
  public CaptureMethod id() {
    return CaptureMethod.Pprof;
  }

  @Override
  public Set<String> runtimes() {
    return Set.of(ProcessInfo.GO);
  }

  @Override
  public MethodInfo look(Observed process) throws IOException {
    return lookFromOutside(process)
        .orElseGet(
            () ->
                MethodInfo.refused(
                    id(), Reason.NoPprof, "No listening socket of the app answers as pprof does"));
  }

  /** A question to it needs no access; that it answers tells the runtime. */
  @Override
  public Optional<MethodInfo> lookFromOutside(Observed process) throws IOException {
    return where.of(process).map(at -> MethodInfo.possible(id(), "pprof answers at " + at));
  }

  @Override
  public Outcome take(AttemptRequest request, ProcessInfo process) throws Exception {
    String at =
        client.find(process.pid()).orElseThrow(() -> new IOException("pprof no longer answers"));
    return Outcome.taken(
        spool.take(request.attemptId(), out -> client.goroutines(at, out)), "pprof, debug=2");
  }
}
