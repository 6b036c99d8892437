package dev.stuckpod.sidecar;

import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.protocol.SidecarStatus;
import dev.stuckpod.protocol.Wire;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.lastlook.AppLook;
import dev.stuckpod.sidecar.lastlook.LastLook;
import dev.stuckpod.sidecar.method.Methods;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.server.Server;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.tls.Credential;
import dev.stuckpod.sidecar.tls.MutualTls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A sidecar of which an attempt, when its id begins with {@value #HUNGRY}, takes all memory. */
final class HungrySidecar {

  static final String HUNGRY = "hungry";

  private HungrySidecar() {}

  @SuppressWarnings("SystemOut") // a container's log
  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.of(System.getenv());
    Credential own = Credential.selfSigned("stuckpod-sidecar", "127.0.0.1", Instant.now());
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    Spool spool = new Spool(settings.spool(), settings.spoolLimit());
    var processes =
        new ContainerProcesses(proc, self, Methods.of(proc, self, new Signals(proc), spool));
    var attempts = new Attempts(HungrySidecar::take, _ -> Duration.ofMinutes(1));
    var glances = new Glances(proc, processes);
    var _ =
        new Server(
            settings.port(),
            MutualTls.context(own, settings.trusted()),
            new SidecarStatus(
                Wire.VERSIONS, "test", self.uid(), self.gid(), Instant.now().toString()),
            processes,
            attempts,
            glances,
            new LastLook(
                new AppLook(
                    proc, _ -> Optional.empty(), processes, glances, attempts, spool, () -> 0),
                System.out::println),
            spool,
            System.out::println);
    String certificate = Base64.getEncoder().encodeToString(own.certificate().getEncoded());
    System.out.println(
        new Announcement(certificate, OptionalInt.of(settings.port())).line() + "\nlistening on");
  }

  private static AttemptResult take(AttemptRequest request) {
    List<byte[]> eaten = new ArrayList<>();
    while (request.attemptId().startsWith(HUNGRY)) {
      eaten.add(new byte[1 << 16]);
    }
    return new AttemptResult(
        request.attemptId(),
        State.Refused,
        request.method(),
        Reason.Failed,
        "has eaten " + eaten.size(),
        Instant.now().toString(),
        Instant.now().toString(),
        null);
  }
}
