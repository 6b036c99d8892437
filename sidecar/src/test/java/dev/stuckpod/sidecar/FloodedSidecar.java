package dev.stuckpod.sidecar;

import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.tls.Credential;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalInt;

/**
 * A sidecar whose port is not an app's: the real one would leave it whenever anything on this
 * machine, which is its pod here, is restarted.
 */
final class FloodedSidecar {

  private FloodedSidecar() {}

  @SuppressWarnings("SystemOut") // a container's log
  public static void main(String[] arguments) throws Exception {
    OwnFiles.readNothingAhead();
    Settings settings = Settings.of(System.getenv());
    Credential own = Credential.selfSigned("stuckpod-sidecar", "127.0.0.1", Instant.now());
    Proc proc = new Proc(Path.of("/proc"));
    Opening.of(
            new Opening.Ground(
                own,
                settings.trusted(),
                new Spool(settings.spool(), settings.spoolLimit()),
                Self.read(proc),
                new Signals(proc),
                Clock.systemUTC(),
                System.out::println))
        .opener()
        .open(settings.port());
    String certificate = Base64.getEncoder().encodeToString(own.certificate().getEncoded());
    System.out.println(
        new Announcement(certificate, OptionalInt.of(settings.port())).line() + "\nlistening on");
  }
}
