package dev.stuckpod.sidecar.process;

import java.util.List;

/**
 * Reads /proc/pid/cgroup. Version 1 has a line for each controller, version 2 has one; the path
 * ends with the container's id ({@code …/pod1234/ID}, {@code …/cri-containerd-ID.scope}), in a
 * private cgroup namespace it is only {@code /../ID}.
 */
final class Cgroup {

  private Cgroup() {}

  /** Tells whether a process belongs to a container. */
  static boolean belongsTo(List<String> lines, String containerID) {
    if (containerID.length() < 12) {
      return false; // too short to be an id: anything might match
    }
    return lines.stream().anyMatch(line -> lastSegment(line).contains(containerID));
  }

  private static String lastSegment(String line) {
    return line.substring(line.lastIndexOf('/') + 1);
  }
}
