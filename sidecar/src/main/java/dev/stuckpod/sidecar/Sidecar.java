package dev.stuckpod.sidecar;

import dev.stuckpod.sidecar.attach.HotSpotAttach;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.attempt.DumpTaker;
import dev.stuckpod.sidecar.attempt.Spool;
import dev.stuckpod.sidecar.memory.GoMemory;
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

/** Runs the sidecar, as {@link Settings} tells it. */
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
    try {
      serve(Settings.of(System.getenv()));
    } catch (IllegalArgumentException unusable) {
      fail(String.valueOf(unusable.getMessage()));
    }
  }

  private static void serve(Settings settings) throws IOException, GeneralSecurityException {
    Credential own = Credential.selfSigned("stuckpod-sidecar", settings.address(), Instant.now());
    say(
        Wire.CERTIFICATE_LINE
            + " "
            + Base64.getEncoder().encodeToString(own.certificate().getEncoded()));
    try {
      Server server =
          start(settings.port(), own, settings.trusted(), settings.spool(), settings.spoolLimit());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      say(Instant.now() + " listening on port " + server.port());
    } catch (BindException taken) {
      fail(
          "port "
              + settings.port()
              + " is taken by the app: annotate the pod with stuckpod.dev/port: \"NUMBER\" and roll"
              + " it out again");
    }
  }

  static Server start(
      int port,
      Credential own,
      Collection<? extends Certificate> trusted,
      Path directory,
      long limit)
      throws IOException, GeneralSecurityException {
    Clock clock = Clock.systemUTC();
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    Pprof pprof = new Pprof(proc, self.pid());
    Signals signals = new Signals(proc);
    ContainerProcesses processes = new ContainerProcesses(proc, self, pprof);
    Spool spool = new Spool(directory, limit);
    DumpTaker taker =
        new DumpTaker(
            processes,
            signals,
            new HotSpotAttach(proc, signals),
            pprof,
            new GoMemory(proc, directory),
            spool,
            clock);
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
