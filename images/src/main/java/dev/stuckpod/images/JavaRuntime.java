package dev.stuckpod.images;

import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.Fingerprint;
import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.ImageFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A Java runtime of a few modules, linked from the JDK that this program runs on. */
final class JavaRuntime {

  /** Where it stands in the image. */
  static final String HOME = "/opt/java";

  private final Path cache;
  private final Consumer<String> progress;

  JavaRuntime(Path cache, Consumer<String> progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * Links a runtime, or finds the one linked before.
   *
   * @param certificates the unpacked package of {@link TrustStore}
   * @return its folder
   */
  Path link(Program program, OwnJdk jdk, Path certificates) throws ImageException, IOException {
    var key = new Fingerprint();
    key.add(jdk.release());
    key.add(jdk.is().toString());
    key.add(certificates.getFileName().toString());
    key.add(options(program).toString());
    key.add(Boolean.toString(program.training().isEmpty()));
    Path home = cache.resolve("java-" + key.hex().substring(0, 16));
    if (!Files.isDirectory(home)) {
      progress.accept("linking a Java runtime of " + program.modules().size() + " modules");
      Path fresh = cache.resolve(home.getFileName() + ".new");
      Folders.delete(fresh);
      run(program, fresh);
      TrustStore.write(certificates, fresh.resolve("lib/security/cacerts"));
      if (program.training().isEmpty()) {
        archiveClasses(fresh);
      }
      Files.move(fresh, home);
    }
    return home;
  }

  /** The runtime's files as they stand in the image. */
  static List<ImageFile> files(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).sorted().map(file -> inImage(home, file)).toList();
    }
  }

  private static ImageFile inImage(Path home, Path file) {
    String path = home.relativize(file).toString();
    boolean executable = path.startsWith("bin/") || path.equals("lib/jspawnhelper");
    return new ImageFile(file, HOME + "/" + path, executable);
  }

  /** What people fetch has no line numbers of the JDK's own classes: a fifth of their size. */
  private static List<String> options(Program program) {
    var options =
        new ArrayList<>(
            List.of(
                "--add-modules",
                String.join(",", program.modules()),
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-0"));
    if (program.equals(Programs.COMMAND_LINE)) {
      options.add("--strip-java-debug-attributes");
    }
    return options;
  }

  /** The JDK's own classes, ready to be mapped: what an AOT cache has in it already. */
  private static void archiveClasses(Path home) throws ImageException {
    List<String> dump = List.of(home.resolve("bin/java").toString(), "-Xshare:dump");
    Command.Outcome outcome = Command.run(home, dump);
    if (!outcome.succeeded()) {
      throw new ImageException("The JDK's classes could not be archived: " + outcome.lastLine());
    }
  }

  private static void run(Program program, Path home) throws ImageException {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new ImageException("Needs a whole JDK 25, with jlink"));
    var said = new StringWriter();
    var out = new PrintWriter(said);
    var arguments = new ArrayList<>(options(program));
    arguments.addAll(List.of("--output", home.toString()));
    if (jlink.run(out, out, arguments.toArray(String[]::new)) != 0) {
      throw new ImageException(
          "jlink of "
              + System.getProperty("java.home")
              + " failed, install Eclipse Temurin 25: "
              + said.toString().strip());
    }
  }
}
