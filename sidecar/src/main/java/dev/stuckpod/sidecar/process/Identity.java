package dev.stuckpod.sidecar.process;

import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.files.Held;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a process is, told from what cannot be mistaken: Go's build information, or a JVM's library
 * in its memory map.
 *
 * @param runtime go, hotspot, openj9 or unknown
 * @param version where it is known
 */
public record Identity(String runtime, @Nullable String version) {

  private static final String OPENJ9 = "/libj9vm";
  private static final String VERSION = "JAVA_VERSION=";
  private static final String HOTSPOT = "/libjvm.so";

  /** Longer is no file that a JDK brings. */
  private static final int LONGEST_RELEASE = 1 << 16;

  private static final int LONGEST_VERSION = 100;

  static final Identity UNKNOWN = new Identity(ProcessInfo.UNKNOWN, null);

  /**
   * Looks at a process.
   *
   * @throws IOException if the sidecar may not look, or the process is gone
   */
  static Identity of(Proc proc, int pid) throws IOException {
    Optional<String> go = proc.goVersion(pid);
    if (go.isPresent()) {
      return new Identity(ProcessInfo.GO, go.get().isEmpty() ? null : go.get());
    }
    String library = proc.lines(pid, "maps", Identity::libraryOfAJvm);
    return library.contains(OPENJ9)
        ? new Identity(ProcessInfo.OPENJ9, null)
        : library.isEmpty()
            ? UNKNOWN
            : new Identity(ProcessInfo.HOTSPOT, javaVersion(proc, pid, library));
  }

  /** OpenJ9 has a libjvm.so, too. */
  static String libraryOfAJvm(Stream<String> maps) {
    return maps.filter(line -> line.contains(OPENJ9) || line.endsWith(HOTSPOT))
        .reduce((one, other) -> one.contains(OPENJ9) ? one : other)
        .map(line -> line.substring(line.indexOf('/')))
        .orElse("");
  }

  /** A JDK's or a jlinked image's file `release`, three folders above lib/server/libjvm.so. */
  private static @Nullable String javaVersion(Proc proc, int pid, String library) {
    String[] names = library.split("/", -1);
    String home = String.join("/", Arrays.asList(names).subList(0, Math.max(names.length - 3, 0)));
    try (Held root = proc.rootOf(pid);
        Held release = root.at((home + "/release").substring(1))) {
      return new String(release.begin(LONGEST_RELEASE), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(VERSION))
          .map(line -> line.substring(VERSION.length()).replace("\"", ""))
          .map(version -> version.substring(0, Math.min(version.length(), LONGEST_VERSION)))
          .findFirst()
          .orElse(null);
    } catch (IOException unreadable) {
      return null;
    }
  }
}
