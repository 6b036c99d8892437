package dev.stuckpod.sidecar.memory;

import dev.stuckpod.goroutines.Knowledge;
import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.Obstacle;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.util.OptionalLong;

/** Opens the memory of exactly one process: a pid may be used again. */
public final class OneProcess {

  private OneProcess() {}

  /**
   * Opens it.
   *
   * @param startTime as in /proc/pid/stat; another process of that pid is not opened
   * @throws UnreadableException with the reason and what helps
   */
  public static LiveProcess open(Proc proc, int pid, long startTime)
      throws UnreadableException, IOException {
    return open(proc, pid, startTime, new Knowledge());
  }

  static LiveProcess open(Proc proc, int pid, long startTime, Knowledge knowledge)
      throws UnreadableException, IOException {
    LiveProcess process = LiveProcess.open(proc.directory(pid), knowledge);
    // asked after opening: open files stay with the process that they were opened of
    if (proc.startTime(pid).equals(OptionalLong.of(startTime))) {
      return process;
    }
    process.close();
    throw new UnreadableException(Obstacle.GONE, "The process has ended");
  }
}
