package dev.stuckpod.sidecar;

import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.protocol.SidecarStatus;
import dev.stuckpod.protocol.Wire;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.attempt.DumpTaker;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.lastlook.AppLook;
import dev.stuckpod.sidecar.lastlook.LastLook;
import dev.stuckpod.sidecar.method.Method;
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
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A sidecar in whose pod each process is a container, called like the process's number. */
final class GlancedSidecar {

  private GlancedSidecar() {}

  @SuppressWarnings("SystemOut") // a container's log
  public static void main(String[] arguments) throws Exception {
    OwnFiles.readNothingAhead();
    Settings settings = Settings.of(System.getenv());
    Credential own = Credential.selfSigned("stuckpod-sidecar", "127.0.0.1", Instant.now());
    Proc proc = new Proc(Path.of("/proc"));
    Self self = Self.read(proc);
    Spool spool = new Spool(settings.spool(), settings.spoolLimit());
    List<Method> methods = Methods.of(proc, self, new Signals(proc), spool);
    var processes =
        new ContainerProcesses(
            proc, self, methods, (pid, container) -> Integer.toString(pid).equals(container));
    var attempts = new Attempts(new DumpTaker(processes, methods, Clock.systemUTC()));
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
                    proc, GlancedSidecar::container, processes, glances, attempts, spool, () -> 0),
                System.out::println),
            spool,
            System.out::println);
    String certificate = Base64.getEncoder().encodeToString(own.certificate().getEncoded());
    System.out.println(
        new Announcement(certificate, OptionalInt.of(settings.port())).line() + "\nlistening on");
  }

  /** Those that the same test has started are the pod's. */
  private static Optional<String> container(int pid) {
    ProcessHandle self = ProcessHandle.current();
    return ProcessHandle.of(pid)
        .filter(process -> process.pid() != self.pid() && process.parent().equals(self.parent()))
        .map(process -> Long.toString(process.pid()));
  }
}
