package dev.stuckpod.sidecar.method;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.sidecar.attach.AttachObstacle;
import dev.stuckpod.sidecar.attach.HotSpotAttach;
import dev.stuckpod.sidecar.gops.GopsClient;
import dev.stuckpod.sidecar.gops.ShutdownCleanup;
import dev.stuckpod.sidecar.memory.GoMemory;
import dev.stuckpod.sidecar.port.Ports;
import dev.stuckpod.sidecar.pprof.PprofClient;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.process.Unreadable;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the methods, one for each word of the protocol: a forgotten one does not compile. */
public final class Methods {

  private final Proc proc;
  private final Ports ports;
  private final GopsClient gops;
  private final Signals signals;
  private final Spool spool;

  private Methods(Proc proc, Ports ports, Signals signals, Spool spool) {
    this.proc = proc;
    this.ports = ports;
    this.gops = new GopsClient(proc, ports);
    this.signals = signals;
    this.spool = spool;
  }

  /**
   * Makes all.
   *
   * @param spool for what they take
   * @return least harmful first
   */
  public static List<Method> of(Proc proc, Self self, Signals signals, Spool spool) {
    var methods = new Methods(proc, new Ports(proc, self.pid()), signals, spool);
    return Stream.of(CaptureMethod.values()).map(methods::make).toList();
  }

  private Method make(CaptureMethod id) {
    return switch (id) {
      case ProcMem ->
          new ProcMem(
              process -> Unreadable.find(proc, process.pid()), new GoMemory(proc, spool), spool);
      case Pprof -> {
        var client = new PprofClient(ports);
        yield new Pprof(process -> client.find(process.pid()), client, spool);
      }
      case Gops ->
          new Gops(process -> gops.find(process.pid(), process.status().nspid()), gops, spool);
      case Jcmd -> new Jcmd(attachObstacle(), new HotSpotAttach(proc, signals), spool);
      case SigQuit ->
          new SigQuit(
              attachObstacle(),
              process ->
                  new ShutdownCleanup(proc, gops).of(process.pid(), process.status().nspid()),
              signals);
    };
  }

  private Fact<Optional<AttachObstacle>> attachObstacle() {
    return process -> AttachObstacle.of(proc, process.pid(), process.status());
  }
}
