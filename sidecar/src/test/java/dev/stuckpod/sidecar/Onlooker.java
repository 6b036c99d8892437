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

/** A program that looks at one process as whoever runs it, and prints what it may do and why. */
final class Onlooker {

  private Onlooker() {}

  @SuppressWarnings("SystemOut") // its answer
  public static void main(String[] pid) throws IOException {
    Proc proc = new Proc(Path.of("/proc"));
    var processes =
        new ContainerProcesses(proc, Self.read(proc), _ -> Optional.empty(), (_, _) -> true);
    ProcessInfo info =
        processes.look("any", Integer.parseInt(pid[0]), Method.SigQuit).orElseThrow();
    for (MethodInfo method : info.methods()) {
      System.out.println(info.uid() + " " + method.reason() + " " + method.message());
    }
  }
}
