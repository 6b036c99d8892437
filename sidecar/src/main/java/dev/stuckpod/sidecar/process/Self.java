package dev.stuckpod.sidecar.process;

import dev.stuckpod.proc.ProcStatus;
import java.io.IOException;

/**
 * Who the sidecar itself is: what it may do follows from it.
 *
 * @param capabilities permitted, as a mask
 */
public record Self(int pid, int uid, int gid, long capabilities) {

  public static Self read(Proc proc) throws IOException {
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    ProcStatus status = proc.status(pid);
    return new Self(pid, status.uid(), status.gid(), status.capabilities());
  }
}
