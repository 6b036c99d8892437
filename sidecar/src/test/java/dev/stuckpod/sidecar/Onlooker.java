package dev.stuckpod.sidecar;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.pprof.Pprof;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A program that looks at one process, below some /proc, as whoever runs it, for a method, and
 * prints what it may do and why.
 */
final class Onlooker {

  private Onlooker() {}

  @SuppressWarnings("SystemOut") // its answer
  public static void main(String[] arguments) throws IOException {
    Self self = Self.read(new Proc(Path.of("/proc")));
    Proc proc = new Proc(Path.of(arguments[1]));
    var processes = new ContainerProcesses(proc, self, new Pprof(proc, self.pid()), (_, _) -> true);
    ProcessInfo info =
        processes
            .look("any", Integer.parseInt(arguments[0]), CaptureMethod.valueOf(arguments[2]))
            .orElseThrow();
    for (MethodInfo method : info.methods()) {
      System.out.println(
          info.uid() + " " + method.method() + " " + method.reason() + " " + method.message());
    }
  }
}
