package dev.stuckpod.sidecar.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads /proc/pid/cgroup. Version 1 has a line for each controller, version 2 has one; the path
 * ends with the container's id ({@code …/pod1234/ID}, {@code …/cri-containerd-ID.scope}), in a
 * private cgroup namespace it is only {@code /../ID}.
 */
final class Cgroup {

  private static final String SCOPE = ".scope";

  /** As every runtime names its containers. */
  private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private Cgroup() {}

  /** Tells whether a process belongs to a container, named by its whole id. */
  static boolean belongsTo(List<String> lines, String containerID) {
    if (containerID.length() < 12) {
      return false; // too short to be an id: anything might match
    }
    return lines.stream().map(Cgroup::container).anyMatch(containerID::equals);
  }

  /** Tells which container a process belongs to, however deep in it; empty where in none. */
  static Optional<String> container(List<String> lines) {
    return lines.stream()
        .flatMap(line -> ID.matcher(line).results())
        .map(MatchResult::group)
        .findFirst();
  }

  /**
   * The id in a path's last segment: {@code ID}, {@code cri-containerd-ID.scope}, {@code crio-ID}.
   */
  private static String container(String line) {
    String segment = line.substring(line.lastIndexOf('/') + 1);
    String name =
        segment.endsWith(SCOPE) ? segment.substring(0, segment.length() - SCOPE.length()) : segment;
    // containerd without systemd's slices: kubepods-pod0f3a.slice:cri-containerd:ID
    return name.substring(Math.max(name.lastIndexOf('-'), name.lastIndexOf(':')) + 1);
  }
}
