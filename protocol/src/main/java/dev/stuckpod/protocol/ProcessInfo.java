package dev.stuckpod.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process of the app's container.
 *
 * @param pid as the sidecar sees it
 * @param nspid as the process itself sees it
 * @param startTime field 22 of /proc/pid/stat, clock ticks since boot
 * @param exe the program, where it may be read
 * @param uid effective
 * @param gid effective
 * @param runtime go, hotspot, openj9 or unknown
 * @param runtimeVersion where it is known
 * @param sigquitCaught whether the process handles SIGQUIT
 * @param methods what can be done to it and what not
 */
public record ProcessInfo(
    int pid,
    int nspid,
    long startTime,
    @Nullable String exe,
    int uid,
    int gid,
    String runtime,
    @Nullable String runtimeVersion,
    boolean sigquitCaught,
    List<MethodInfo> methods) {

  /** Leaves out methods that are not known here: a newer sidecar may have more. */
  public ProcessInfo {
    methods =
        methods == null
            ? List.of()
            : methods.stream().filter(info -> info.method() != null).toList();
  }

  /** A Go program. */
  public static final String GO = "go";

  /** A JVM of OpenJDK's kind. */
  public static final String HOTSPOT = "hotspot";

  /** An Eclipse OpenJ9 JVM. */
  public static final String OPENJ9 = "openj9";

  /** Anything else. */
  public static final String UNKNOWN = "unknown";

  /** The same process, with other methods. */
  public ProcessInfo withMethods(List<MethodInfo> others) {
    return new ProcessInfo(
        pid, nspid, startTime, exe, uid, gid, runtime, runtimeVersion, sigquitCaught, others);
  }
}
