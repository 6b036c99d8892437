package dev.stuckpod.sidecar;

import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.method.Methods;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A program that looks at one process, below some /proc, as whoever runs it, and prints what it may
 * do and why.
 */
final class Onlooker {

  private Onlooker() {}

  @SuppressWarnings("SystemOut") // its answer
  public static void main(String[] arguments) throws IOException {
    int pid = Integer.parseInt(arguments[0]);
    Proc proc = new Proc(Path.of(arguments[1]));
    Self self = Self.read(new Proc(Path.of("/proc")));
    Spool spool = new Spool(Path.of("unused"), 1);
    var processes =
        new ContainerProcesses(
            proc,
            self,
            Methods.of(proc, self, new Signals(proc), spool),
            (other, _) -> other == pid);
    ProcessInfo info = processes.find("any").getFirst();
    for (MethodInfo method : info.methods()) {
      System.out.println(
          info.uid() + " " + method.method() + " " + method.reason() + " " + method.message());
    }
  }
}
