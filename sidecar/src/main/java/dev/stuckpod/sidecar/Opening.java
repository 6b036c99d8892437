package dev.stuckpod.sidecar;

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
import dev.stuckpod.sidecar.process.Containers;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.server.Entrance;
import dev.stuckpod.sidecar.server.Server;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.tls.Credential;
import dev.stuckpod.sidecar.tls.MutualTls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;

/**
 * What opens ports, and what looks at the app before its end, whichever port is open: the parts of
 * a sidecar, put together.
 */
record Opening(Entrance.Opener opener, LastLook lastLook) {

  private static final Proc PROC = new Proc(Path.of("/proc"));

  /** Who is asked, and what by. */
  record Ground(
      Credential own,
      Collection<? extends Certificate> trusted,
      Spool spool,
      Self self,
      Signals signals,
      Clock clock,
      Consumer<String> log) {}

  /** Processes are those of containers, by their cgroups. */
  static Opening of(Ground ground) throws IOException, GeneralSecurityException {
    List<Method> methods = methods(ground);
    var containers = new Containers(PROC, ground.self().pid());
    return of(
        ground, methods, new ContainerProcesses(PROC, ground.self(), methods), containers::of);
  }

  /** Processes belong to containers as is told. */
  static Opening of(Ground ground, IntFunction<Optional<String>> containerOf)
      throws IOException, GeneralSecurityException {
    List<Method> methods = methods(ground);
    var processes =
        new ContainerProcesses(
            PROC,
            ground.self(),
            methods,
            (pid, containerID) -> containerOf.apply(pid).filter(containerID::equals).isPresent());
    return of(ground, methods, processes, containerOf);
  }

  private static List<Method> methods(Ground ground) {
    return Methods.of(PROC, ground.self(), ground.signals(), ground.spool());
  }

  private static Opening of(
      Ground ground,
      List<Method> methods,
      ContainerProcesses processes,
      IntFunction<Optional<String>> containerOf)
      throws IOException, GeneralSecurityException {
    var attempts = new Attempts(new DumpTaker(processes, methods, ground.clock()));
    var glances = new Glances(PROC, processes);
    var open = new AtomicInteger();
    var lastLook =
        new LastLook(
            new AppLook(PROC, containerOf, processes, glances, attempts, ground.spool(), open::get),
            ground.log());
    String version = StuckpodSidecar.class.getPackage().getImplementationVersion();
    var status =
        new SidecarStatus(
            Wire.VERSIONS,
            version == null ? "development" : version,
            ground.self().uid(),
            ground.self().gid(),
            Instant.now(ground.clock()).toString());
    SSLContext tls = MutualTls.context(ground.own(), ground.trusted());
    return new Opening(
        port -> {
          var server =
              new Server(
                  port,
                  tls,
                  status,
                  processes,
                  attempts,
                  glances,
                  lastLook,
                  ground.spool(),
                  ground.log());
          open.set(server.port());
          return server;
        },
        lastLook);
  }
}
