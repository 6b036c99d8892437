package dev.stuckpod.sidecar;

import dev.stuckpod.sidecar.attach.HotSpotAttach;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.attempt.DumpTaker;
import dev.stuckpod.sidecar.attempt.Spool;
import dev.stuckpod.sidecar.pprof.Pprof;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.protocol.SidecarStatus;
import dev.stuckpod.sidecar.protocol.Wire;
import dev.stuckpod.sidecar.server.Server;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.tls.Credential;
import dev.stuckpod.sidecar.tls.MutualTls;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;

/**
 * Runs the sidecar. Environment: STUCKPOD_CA (PEM: whom to answer), STUCKPOD_POD_IP (named by its
 * certificate), STUCKPOD_PORT (default 7443), STUCKPOD_SPOOL (default /spool).
 */
public final class Sidecar {

  static final int EXIT_USAGE = 2;

  private Sidecar() {}

  /**
   * Runs until it is told to stop; with {@code --train} it asks itself a few questions and ends.
   */
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("--train")) {
      Training.run();
      return;
    }
    Map<String, String> environment = System.getenv();
    String ca = environment.getOrDefault("STUCKPOD_CA", "");
    String address = environment.getOrDefault("STUCKPOD_POD_IP", "");
    if (ca.isBlank() || address.isBlank()) {
      fail(
          "set STUCKPOD_CA and STUCKPOD_POD_IP: the operator's webhook does when it injects the"
              + " sidecar");
    }
    int port = Integer.parseInt(environment.getOrDefault("STUCKPOD_PORT", "7443"));
    Credential own = Credential.selfSigned("stuckpod-sidecar", address, Instant.now());
    say(
        Wire.CERTIFICATE_LINE
            + " "
            + Base64.getEncoder().encodeToString(own.certificate().getEncoded()));
    try {
      Server server =
          start(
              port,
              own,
              MutualTls.certificates(ca),
              Path.of(environment.getOrDefault("STUCKPOD_SPOOL", "/spool")));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      say(Instant.now() + " listening on port " + server.port());
    } catch (BindException taken) {
      fail(
          "port "
              + port
              + " is taken by the app: annotate the pod with stuckpod.dev/port: \"NUMBER\" and roll"
              + " it out again");
    }
  }

  static Server start(
      int port, Credential own, Collection<? extends Certificate> trusted, Path spoolDirectory)
      throws IOException, GeneralSecurityException {
    Clock clock = Clock.systemUTC();
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    Pprof pprof = new Pprof(proc);
    Signals signals = new Signals(proc);
    ContainerProcesses processes = new ContainerProcesses(proc, self, pprof);
    Spool spool = new Spool(spoolDirectory);
    DumpTaker taker =
        new DumpTaker(processes, signals, new HotSpotAttach(proc, signals), pprof, spool, clock);
    String version = Sidecar.class.getPackage().getImplementationVersion();
    SidecarStatus status =
        new SidecarStatus(
            Wire.VERSIONS,
            version == null ? "development" : version,
            self.uid(),
            self.gid(),
            Instant.now(clock).toString());
    return new Server(
        port,
        MutualTls.context(own, trusted),
        status,
        processes,
        new Attempts(taker::take),
        spool,
        line -> say(Instant.now(clock) + " " + line));
  }

  @SuppressWarnings("SystemOut") // a container's log is its standard output
  private static void say(String line) {
    System.out.println(line);
  }

  private static void fail(String sentence) {
    System.err.println("stuckpod-sidecar: " + sentence);
    System.exit(EXIT_USAGE);
  }
}
