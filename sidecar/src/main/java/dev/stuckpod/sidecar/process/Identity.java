package dev.stuckpod.sidecar.process;

import dev.stuckpod.goroutines.ProgramFile;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a process is, told from what cannot be mistaken: Go's build information, or a JVM's library
 * in its memory map.
 *
 * @param runtime go, hotspot, openj9 or unknown
 */
record Identity(String runtime, @Nullable String version) {

  private static final String OPENJ9 = "/libj9vm";
  private static final String VERSION = "JAVA_VERSION=";
  private static final String HOTSPOT = "/libjvm.so";

  /** Longer is no file that a JDK brings. */
  private static final int LONGEST_RELEASE = 1 << 16;

  static final Identity UNKNOWN = new Identity(ProcessInfo.UNKNOWN, null);

  /**
   * Looks at a process.
   *
   * @throws IOException if the sidecar may not look, or the process is gone
   */
  static Identity of(Proc proc, int pid) throws IOException {
    Optional<String> go = ProgramFile.goVersion(proc.path(pid, "exe"));
    if (go.isPresent()) {
      return new Identity(ProcessInfo.GO, go.get().isEmpty() ? null : go.get());
    }
    String library = proc.lines(pid, "maps", Identity::libraryOfAJvm);
    return library.contains(OPENJ9)
        ? new Identity(ProcessInfo.OPENJ9, null)
        : library.isEmpty()
            ? UNKNOWN
            : new Identity(ProcessInfo.HOTSPOT, javaVersion(proc.path(pid, "root"), library));
  }

  /** OpenJ9 has a libjvm.so, too. */
  static String libraryOfAJvm(Stream<String> maps) {
    return maps.filter(line -> line.contains(OPENJ9) || line.endsWith(HOTSPOT))
        .reduce((one, other) -> one.contains(OPENJ9) ? one : other)
        .map(line -> line.substring(line.indexOf('/')))
        .orElse("");
  }

  /** A JDK's or a jlinked image's file `release`, three folders above lib/server/libjvm.so. */
  private static @Nullable String javaVersion(Path root, String library) throws IOException {
    Path release = root.resolve("." + Path.of(library, "../../../release").normalize());
    if (!Files.isReadable(release)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(release)) {
      return new String(in.readNBytes(LONGEST_RELEASE), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(VERSION))
          .map(line -> line.substring(VERSION.length()).replace("\"", ""))
          .findFirst()
          .orElse(null);
    }
  }
}
