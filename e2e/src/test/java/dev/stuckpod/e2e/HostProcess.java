package dev.stuckpod.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

  /**
   * Limits how large a file it may write, in bytes or {@code unlimited}: beyond that its disk is as
   * good as full. Done as its own user, because root may lack the capability for another's limits.
   */
  void fileSize(String most) throws IOException {
    Path process = Path.of("/proc/" + pid);
    Command.of(
            "setpriv",
            "--reuid=" + Files.getAttribute(process, "unix:uid"),
            "--regid=" + Files.getAttribute(process, "unix:gid"),
            "--clear-groups",
            "prlimit",
            "--pid=" + pid,
            "--fsize=" + most + ":")
        .succeed();
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Writes lines to its standard output, as if it had. */
  void print(String lines) throws IOException {
    Files.writeString(Path.of("/proc/" + pid + "/fd/1"), lines, StandardOpenOption.WRITE);
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
