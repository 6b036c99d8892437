package dev.stuckpod.sidecar.gops;

import dev.stuckpod.sidecar.files.Held;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file in which gops' agent says its port: named by the process's own pid, in {@code
 * $GOPS_CONFIG_DIR}, else in {@code gops} below the user's configuration. Of the app's file system,
 * so nothing of it is believed.
 */
final class PortFile {

  private static final String OWN_FOLDER = "GOPS_CONFIG_DIR";
  private static final String CONFIGURATION = "XDG_CONFIG_HOME";
  private static final String HOME = "HOME";

  /** A port has five digits; blanks may stand around it. */
  private static final int LONGEST = 16;

  private static final int HIGHEST = 65_535;

  private PortFile() {}

  /**
   * Reads it.
   *
   * @param nspid the process's own view of its pid
   * @return empty where there is none, or no port in it
   */
  static OptionalInt read(Proc proc, int pid, int nspid) {
    try {
      String folder = folder(proc.environment(pid, Set.of(OWN_FOLDER, CONFIGURATION, HOME)));
      if (folder.isEmpty()) {
        return OptionalInt.empty();
      }
      try (Held start = folder.startsWith("/") ? proc.rootOf(pid) : proc.workingFolderOf(pid);
          Held file = start.at(plain(folder + "/" + nspid))) {
        return port(new String(file.begin(LONGEST), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException noneOrNoFile) {
      return OptionalInt.empty();
    }
  }

  /** As gops itself finds it on Linux. */
  static String folder(Map<String, String> environment) {
    String own = environment.getOrDefault(OWN_FOLDER, "");
    String configuration = environment.getOrDefault(CONFIGURATION, "");
    String home = environment.getOrDefault(HOME, "");
    if (!own.isEmpty()) {
      return own;
    }
    if (configuration.startsWith("/")) {
      return configuration + "/gops";
    }
    return home.isEmpty() ? "" : home + "/.config/gops";
  }

  static OptionalInt port(String text) {
    String digits = text.strip();
    if (!digits.matches("[0-9]{1,5}")) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(digits);
    return port > 0 && port <= HIGHEST ? OptionalInt.of(port) : OptionalInt.empty();
  }

  /** Names alone between slashes; one that leads upwards stays, and is refused. */
  static String plain(String path) {
    return Stream.of(path.split("/"))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .collect(Collectors.joining("/"));
  }
}
