package dev.stuckpod.images;

import dev.stuckpod.images.ground.Fingerprint;
import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.ImageFile;
import dev.stuckpod.images.java.Machine;
import dev.stuckpod.images.java.OtherRuntime;
import dev.stuckpod.images.java.SharedClasses;
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

/** A Java runtime of a few modules, linked from the JDK that this program runs on, or by it. */
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
  Path link(Program program, OwnJdk jdk, Machine machine, Path certificates)
      throws ImageException, IOException {
    var key = new Fingerprint();
    key.add(jdk.release());
    key.add(jdk.is().toString());
    key.add(certificates.getFileName().toString());
    key.add(options(program).toString());
    key.add(program.classes().isEmpty() ? SharedClasses.SAME_EVERYWHERE.toString() : "");
    Path home = cache.resolve("java-" + key.hex().substring(0, 16));
    if (!Files.isDirectory(home)) {
      progress.accept("linking a Java runtime of " + program.modules().size() + " modules");
      Path fresh = cache.resolve(home.getFileName() + ".new");
      Folders.delete(fresh);
      run(options(program), fresh);
      finish(program, machine, certificates, fresh);
      Files.move(fresh, home);
    }
    return home;
  }

  /**
   * Links a runtime for another processor, or finds the one linked before.
   *
   * @param like the one of this machine, of the same program
   */
  Path link(Program program, OtherRuntime other, Path like, Machine machine, Path certificates)
      throws ImageException, IOException {
    var key = new Fingerprint();
    key.add(other.home().getFileName().toString());
    key.add(like.getFileName().toString());
    Path home = cache.resolve("java-" + key.hex().substring(0, 16));
    if (!Files.isDirectory(home)) {
      progress.accept("linking a Java runtime for " + machine.architecture().image());
      Path modules = cache.resolve(home.getFileName() + ".modules");
      Path fresh = cache.resolve(home.getFileName() + ".new");
      Folders.delete(modules);
      Folders.delete(fresh);
      other.modules(modules);
      var options = new ArrayList<>(options(program));
      options.addAll(
          List.of(
              "--module-path",
              modules.toString(),
              "--disable-plugin", // what it makes is there already
              "generate-jli-classes"));
      run(options, fresh);
      Folders.delete(modules);
      other.copyFiles(like, fresh);
      finish(program, machine, certificates, fresh);
      Files.move(fresh, home);
    }
    return home;
  }

  private static void finish(Program program, Machine machine, Path certificates, Path home)
      throws ImageException, IOException {
    TrustStore.write(certificates, home.resolve("lib/security/cacerts"));
    if (program.classes().isEmpty()) {
      SharedClasses.writeDefault(machine.java(home), home);
    }
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

  private static void run(List<String> options, Path home) throws ImageException {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new ImageException("Needs a whole JDK 25, with jlink"));
    var said = new StringWriter();
    var out = new PrintWriter(said);
    var arguments = new ArrayList<>(options);
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
