package dev.stuckpod.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process of a container as the machine sees it that the cluster runs on. */
record HostProcess(long pid) {

  static HostProcess of(String containerID) {
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> belongsTo(pid, containerID))
        .mapToObj(HostProcess::new)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "container "
                        + containerID
                        + " does not run on this machine: kill tests need e2e/cluster"));
  }

  private static boolean belongsTo(long pid, String containerID) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cgroup")).contains(containerID);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Sends a signal by its name. */
  void signal(String name) {
    Command.of("kill", "-" + name, Long.toString(pid)).succeed();
  }

  /** Changes who may write to the spool of its container. */
  void spool(String mode) {
    Command.of("chmod", mode, "/proc/" + pid + "/root/spool").succeed();
  }

  /** Sends SIGKILL. */
  void kill() {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
