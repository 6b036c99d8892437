package dev.stuckpod.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The GNU C library and zlib, from Debian's packages, fetched once and without root. */
final class CLibrary {

  private static final List<String> PACKAGES = List.of("libc6", "zlib1g");

  /** What the JVM is linked with, and what the C library loads to look up names. */
  private static final List<String> LIBRARIES =
      List.of(
          "libc.so.6",
          "libm.so.6",
          "libdl.so.2",
          "libpthread.so.0",
          "librt.so.1",
          "libresolv.so.2",
          "libnss_files.so.2",
          "libnss_dns.so.2",
          "libz.so.1");

  private final Path folder;
  private final Architecture architecture;
  private final Consumer<String> progress;

  CLibrary(Path cache, Architecture architecture, Consumer<String> progress) {
    this.folder = cache.resolve("libc-" + architecture.image());
    this.architecture = architecture;
    this.progress = progress;
  }

  /** Gives the files; fetches the packages first where the cache does not have them. */
  List<ImageFile> files() throws ImageException, IOException {
    Path root = folder.resolve("root");
    if (!Files.isDirectory(root)) {
      progress.accept("fetching the C library (Debian packages libc6, zlib1g)");
      fetch(root);
    }
    var files = new ArrayList<ImageFile>();
    files.add(new ImageFile(library(root, loaderName()), architecture.loader(), true));
    for (String name : LIBRARIES) {
      String destination = "/lib/" + architecture.debian() + "/" + name;
      files.add(new ImageFile(library(root, name), destination, false));
    }
    for (String name : PACKAGES) {
      String copyright = "/usr/share/doc/" + name + "/copyright";
      files.add(new ImageFile(root.resolve(copyright.substring(1)), copyright, false));
    }
    return files;
  }

  private String loaderName() {
    return architecture.loader().substring(architecture.loader().lastIndexOf('/') + 1);
  }

  /** Newer packages have their files under /usr. */
  private Path library(Path root, String name) throws ImageException {
    return Stream.of("lib", "usr/lib")
        .map(lib -> root.resolve(lib).resolve(architecture.debian()).resolve(name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () -> new ImageException(name + " is not in Debian's packages; delete " + folder));
  }

  private void fetch(Path root) throws ImageException, IOException {
    Path packages = Files.createDirectories(folder.resolve("packages"));
    Command.Outcome outcome = Command.run(packages, aptGet(List.of(), "download", PACKAGES));
    if (!outcome.succeeded()) {
      List<String> own = ownState();
      outcome = Command.run(packages, aptGet(own, "update", List.of()));
      if (outcome.succeeded()) {
        outcome = Command.run(packages, aptGet(own, "download", PACKAGES));
      }
    }
    if (!outcome.succeeded()) {
      throw new ImageException(
          "The C library could not be fetched with apt-get: " + outcome.lastLine());
    }
    Path unpacked = folder.resolve("root.new");
    try (Stream<Path> files = Files.list(packages)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
        var extract = List.of("dpkg-deb", "-x", file.toString(), unpacked.toString());
        Command.Outcome extracted = Command.run(packages, extract);
        if (!extracted.succeeded()) {
          throw new ImageException(file + " could not be unpacked: " + extracted.lastLine());
        }
      }
    }
    Files.move(unpacked, root);
  }

  /** Package lists of our own: a bare machine has none, and only root may write the system's. */
  private List<String> ownState() throws IOException {
    Path lists = folder.resolve("apt/lists");
    Path cache = folder.resolve("apt/cache");
    Files.createDirectories(lists.resolve("partial"));
    Files.createDirectories(cache.resolve("archives/partial"));
    return List.of("-o", "Dir::State::Lists=" + lists, "-o", "Dir::Cache=" + cache);
  }

  private static List<String> aptGet(List<String> options, String verb, List<String> packages) {
    var command = new ArrayList<>(List.of("apt-get", "-q"));
    command.addAll(options);
    command.add(verb);
    command.addAll(packages);
    return command;
  }
}
