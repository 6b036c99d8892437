package dev.stuckpod.sidecar;

import dev.stuckpod.sidecar.attach.HotSpotAttach;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.attempt.DumpTaker;
import dev.stuckpod.sidecar.memory.GoMemory;
import dev.stuckpod.sidecar.pprof.Pprof;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Containers;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.protocol.Announcement;
import dev.stuckpod.sidecar.protocol.SidecarStatus;
import dev.stuckpod.sidecar.protocol.Wire;
import dev.stuckpod.sidecar.server.Entrance;
import dev.stuckpod.sidecar.server.Server;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.spool.SpoolException;
import dev.stuckpod.sidecar.tls.Credential;
import dev.stuckpod.sidecar.tls.MutualTls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/**
 * Runs the sidecar, as {@link Settings} tells it. It never ends by itself: it would be started
 * again and again, and its pod would not be ready. It says what is wrong and does what it can.
 */
public final class Sidecar {

  private static final Duration RETRY = Duration.ofMinutes(1);

  /** The first process of a pod whose containers share their processes is none of theirs. */
  private static final int ALONE = 1;

  private Sidecar() {}

  /**
   * Runs until it is told to stop; with {@code --train} it asks itself a few questions and ends.
   */
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("--train")) {
      Training.run();
      return;
    }
    Settings settings = Settings.of(System.getenv());
    String address = settings.address();
    if (address == null || settings.trusted().isEmpty()) {
      settings.troubles().forEach(Sidecar::complain);
      complain("nobody is answered; the app is not concerned");
      new CountDownLatch(1).await(); // for good
    } else {
      serve(settings, address);
    }
  }

  private static void serve(Settings settings, String address) throws InterruptedException {
    Arrival arrival = null;
    while (arrival == null) {
      try {
        arrival = begin(settings, address);
      } catch (IOException | GeneralSecurityException | RuntimeException | Error failed) {
        complain("the sidecar has failed, it tries again in a minute: " + failed);
        Thread.sleep(RETRY);
      }
    }
    arrival.watch();
  }

  private static Arrival begin(Settings settings, String address)
      throws IOException, GeneralSecurityException, InterruptedException {
    var troubles = new ArrayList<>(settings.troubles());
    Spool spool = new Spool(settings.spool(), settings.spoolLimit());
    boolean before = !hasLived(spool, troubles);
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    Credential own = Credential.selfSigned("stuckpod-sidecar", address, Instant.now());
    String certificate = Base64.getEncoder().encodeToString(own.certificate().getEncoded());
    Entrance entrance =
        new Entrance(
            settings.port(),
            opener(own, settings.trusted(), spool, proc, self),
            port -> {
              announce(certificate, port, settings.port());
              troubles.forEach(Sidecar::complain);
              troubles.clear();
            });
    Runtime.getRuntime().addShutdownHook(new Thread(entrance::close, "stop"));
    Thread.setDefaultUncaughtExceptionHandler((thread, why) -> survive(entrance, thread, why));
    Arrival arrival =
        new Arrival(new Containers(proc, self.pid()), entrance, Thread::sleep, Sidecar::complain);
    arrival.open(before && self.pid() != ALONE);
    return arrival;
  }

  /** Says whether a sidecar has run in this pod before. */
  private static boolean hasLived(Spool spool, List<String> troubles) {
    try {
      return spool.beginLife();
    } catch (SpoolException unusable) {
      troubles.add(String.valueOf(unusable.getMessage()));
      return false;
    }
  }

  private static void announce(String certificate, int port, int wished) {
    say(new Announcement(certificate, OptionalInt.of(port)).line());
    log("listening on port " + port);
    if (port != wished) {
      complain(
          "port "
              + wished
              + " is taken or wanted by the app, so another one is open; to choose it, annotate"
              + " the pod with stuckpod.dev/port: \"NUMBER\" and roll it out again");
    }
  }

  /** The thread that takes connections may fail like any other; the rest of the sidecar goes on. */
  private static void survive(Entrance entrance, Thread thread, Throwable why) {
    complain("a thread has failed (" + thread.getName() + "): " + why);
    if (Server.takesConnections(thread)) {
      new Thread(() -> openAgain(entrance), "open again").start();
    }
  }

  private static void openAgain(Entrance entrance) {
    try {
      Arrival.openSome(entrance, Thread::sleep, Sidecar::complain);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts the parts together; a port is opened by what is given. */
  static Entrance.Opener opener(
      Credential own, Collection<? extends Certificate> trusted, Spool spool, Proc proc, Self self)
      throws IOException, GeneralSecurityException {
    Clock clock = Clock.systemUTC();
    Pprof pprof = new Pprof(proc, self.pid());
    Signals signals = new Signals(proc);
    ContainerProcesses processes = new ContainerProcesses(proc, self, pprof);
    DumpTaker taker =
        new DumpTaker(
            processes,
            signals,
            new HotSpotAttach(proc, signals),
            pprof,
            new GoMemory(proc, spool),
            spool,
            clock);
    Attempts attempts = new Attempts(taker::take);
    String version = Sidecar.class.getPackage().getImplementationVersion();
    SidecarStatus status =
        new SidecarStatus(
            Wire.VERSIONS,
            version == null ? "development" : version,
            self.uid(),
            self.gid(),
            Instant.now(clock).toString());
    SSLContext tls = MutualTls.context(own, trusted);
    return port -> new Server(port, tls, status, processes, attempts, spool, Sidecar::log);
  }

  private static void log(String line) {
    say(Instant.now() + " " + line);
  }

  @SuppressWarnings("SystemOut") // a container's log is its standard output
  private static void say(String line) {
    System.out.println(line);
  }

  private static void complain(String sentence) {
    say("stuckpod-sidecar: " + sentence); // the same stream: the first line must stay the first
  }
}
