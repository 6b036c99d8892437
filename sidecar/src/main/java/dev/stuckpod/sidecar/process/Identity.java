package dev.stuckpod.sidecar.process;

import dev.stuckpod.sidecar.protocol.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a process is, told from what cannot be mistaken: Go's build information, or a JVM's library
 * in its memory map.
 *
 * @param runtime go, hotspot, openj9 or unknown
 */
record Identity(String runtime, @Nullable String version) {

  static final Identity UNKNOWN = new Identity(ProcessInfo.UNKNOWN, null);

  /**
   * Looks at a process.
   *
   * @throws IOException if the sidecar may not look, or the process is gone
   */
  static Identity of(Proc proc, int pid) throws IOException {
    Optional<String> go = GoBuildInfo.read(proc.path(pid, "exe"));
    if (go.isPresent()) {
      return new Identity(ProcessInfo.GO, go.get().isEmpty() ? null : go.get());
    }
    return ofMaps(proc.lines(pid, "maps"), proc.path(pid, "root"));
  }

  static Identity ofMaps(List<String> maps, Path root) throws IOException {
    for (String line : maps) {
      if (line.endsWith("/libj9vm29.so") || line.contains("/libj9vm")) {
        return new Identity(ProcessInfo.OPENJ9, null);
      }
    }
    for (String line : maps) {
      if (line.endsWith("/libjvm.so")) {
        return new Identity(
            ProcessInfo.HOTSPOT, javaVersion(root, line.substring(line.indexOf('/'))));
      }
    }
    return UNKNOWN;
  }

  /** A JDK's or a jlinked image's file `release`, three folders above lib/server/libjvm.so. */
  private static @Nullable String javaVersion(Path root, String library) throws IOException {
    Path release = root.resolve("." + Path.of(library, "../../../release").normalize());
    if (!Files.isReadable(release)) {
      return null;
    }
    for (String line : Files.readAllLines(release)) {
      if (line.startsWith("JAVA_VERSION=")) {
        return line.substring("JAVA_VERSION=".length()).replace("\"", "");
      }
    }
    return null;
  }
}
