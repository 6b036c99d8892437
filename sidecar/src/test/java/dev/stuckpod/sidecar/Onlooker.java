package dev.stuckpod.sidecar;

import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.protocol.Method;
import dev.stuckpod.sidecar.protocol.MethodInfo;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program that looks at one process, below some /proc, as whoever runs it, and prints what it may
 * do and why.
 */
final class Onlooker {

  private Onlooker() {}

  @SuppressWarnings("SystemOut") // its answer
  public static void main(String[] pidAndProc) throws IOException {
    Self self = Self.read(new Proc(Path.of("/proc")));
    var processes =
        new ContainerProcesses(
            new Proc(Path.of(pidAndProc[1])), self, _ -> Optional.empty(), (_, _) -> true);
    ProcessInfo info =
        processes.look("any", Integer.parseInt(pidAndProc[0]), Method.ProcMem).orElseThrow();
    for (MethodInfo method : info.methods()) {
      System.out.println(
          info.uid() + " " + method.method() + " " + method.reason() + " " + method.message());
    }
  }
}
