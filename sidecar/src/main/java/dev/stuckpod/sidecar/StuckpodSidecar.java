package dev.stuckpod.sidecar;

import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.sidecar.process.Containers;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.server.Entrance;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.spool.SpoolException;
import dev.stuckpod.sidecar.tls.Credential;
import dev.stuckpod.text.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Runs the sidecar, as {@link Settings} tells it. It never ends by itself: it would be started
 * again and again, and its pod would not be ready. It says what is wrong and does what it can.
 */
public final class StuckpodSidecar {

  private static final Duration RETRY = Duration.ofMinutes(1);

  /** The first process of a pod whose containers share their processes is none of theirs. */
  private static final int ALONE = 1;

  private StuckpodSidecar() {}

  /**
   * Runs until it is told to stop; with {@code --train} it asks itself a few questions and ends.
   * Processes whose pids follow are looked at, too, as an app is before its end.
   */
  public static void main(String[] args) throws Exception {
    OwnFiles.readNothingAhead();
    if (args.length > 0 && args[0].equals("--train")) {
      Training.run(Stream.of(args).skip(1).map(Integer::valueOf).toList());
      return;
    }
    Settings settings = Settings.of(System.getenv());
    String address = settings.address();
    if (address == null || settings.trusted().isEmpty()) {
      settings.troubles().forEach(StuckpodSidecar::complain);
      complain("nobody is answered; the app is not concerned");
      new CountDownLatch(1).await(); // for good
    } else {
      serve(settings, address);
    }
  }

  private static void serve(Settings settings, String address) throws InterruptedException {
    Credential own = null;
    Arrival arrival = null;
    while (arrival == null) {
      try {
        if (own == null) {
          own = Credential.selfSigned("stuckpod-sidecar", address, Instant.now());
          announce(own, OptionalInt.empty()); // before the app, which can write into the log, too
          settings.troubles().forEach(StuckpodSidecar::complain);
        }
        arrival = begin(settings, own);
      } catch (IOException | GeneralSecurityException | RuntimeException | Error failed) {
        complain("the sidecar has failed, it tries again in a minute: " + failed);
        Thread.sleep(RETRY);
      }
    }
    arrival.watch();
  }

  private static Arrival begin(Settings settings, Credential own)
      throws IOException, GeneralSecurityException, InterruptedException {
    Spool spool = new Spool(settings.spool(), settings.spoolLimit());
    boolean before = !hasLived(spool);
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    Signals signals = new Signals(proc);
    Opening opening =
        Opening.of(
            new Opening.Ground(
                own,
                settings.trusted(),
                spool,
                self,
                signals,
                Clock.systemUTC(),
                StuckpodSidecar::log));
    Entrance entrance =
        new Entrance(settings.port(), opening.opener(), port -> tell(own, port, settings.port()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(opening, entrance), "stop"));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, why) -> complain("a thread has failed (" + thread.getName() + "): " + why));
    Arrival arrival =
        new Arrival(
            new Containers(proc, self.pid()),
            signals::haveBeenSent,
            opening.lastLook()::knocks,
            entrance,
            Thread::sleep,
            StuckpodSidecar::complain);
    arrival.open(before && self.pid() != ALONE);
    return arrival;
  }

  /** What was found at an app's end is handed over first. */
  private static void stop(Opening opening, Entrance entrance) {
    opening.lastLook().leave();
    entrance.close();
  }

  /** Says whether a sidecar has run in this pod before. */
  private static boolean hasLived(Spool spool) {
    try {
      return spool.beginLife();
    } catch (SpoolException unusable) {
      complain(String.valueOf(unusable.getMessage()));
      return false;
    }
  }

  private static void tell(Credential own, int port, int wished) {
    announce(own, OptionalInt.of(port));
    log("listening on port " + port);
    if (port != wished) {
      complain(
          "port "
              + wished
              + " is taken or wanted by the app, so another one is open; to choose it, annotate"
              + " the pod with stuckpod.dev/port: \"NUMBER\" and roll it out again");
    }
  }

  private static void announce(Credential own, OptionalInt port) {
    try {
      byte[] der = own.certificate().getEncoded();
      say(new Announcement(Base64.getEncoder().encodeToString(der), port).line());
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("it was made of its bytes", impossible);
    }
  }

  private static void log(String line) {
    say(Instant.now() + " " + line);
  }

  @SuppressWarnings("SystemOut") // a container's log is its standard output
  private static void say(String line) {
    System.out.println(LogLine.of(line).text()); // one line: none of it begins another
  }

  private static void complain(String sentence) {
    say("stuckpod-sidecar: " + sentence); // the same stream: the first line must stay the first
  }
}
