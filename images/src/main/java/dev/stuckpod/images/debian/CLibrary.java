package dev.stuckpod.images.debian;

import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.ImageFile;
import dev.stuckpod.images.ground.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The GNU C library and zlib, from the Debian packages that the lock has. */
public final class CLibrary {

  /** What they are called by Debian. */
  public static final List<String> PACKAGES = List.of("libc6", "zlib1g");

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

  private CLibrary() {}

  /** Gives the files; fetches the packages first where the cache does not have them. */
  public static List<ImageFile> files(
      List<Lock.DebianPackage> packages, DebianArchive archive, Architecture architecture)
      throws ImageException, IOException {
    var roots = new ArrayList<Path>();
    var files = new ArrayList<ImageFile>();
    for (Lock.DebianPackage one : packages) {
      Path root = archive.unpacked(one);
      roots.add(root);
      String copyright = "/usr/share/doc/" + one.name() + "/copyright";
      files.add(new ImageFile(root.resolve(copyright.substring(1)), copyright, false));
    }
    String loader = architecture.loader();
    files.add(new ImageFile(library(roots, architecture, loaderName(loader)), loader, true));
    for (String name : LIBRARIES) {
      String destination = "/lib/" + architecture.debian() + "/" + name;
      files.add(new ImageFile(library(roots, architecture, name), destination, false));
    }
    return files;
  }

  private static String loaderName(String loader) {
    return loader.substring(loader.lastIndexOf('/') + 1);
  }

  /** Newer packages have their files under /usr. */
  private static Path library(List<Path> roots, Architecture architecture, String name)
      throws ImageException {
    return roots.stream()
        .flatMap(root -> Stream.of(root.resolve("lib"), root.resolve("usr/lib")))
        .map(lib -> lib.resolve(architecture.debian()).resolve(name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () -> new ImageException(name + " is not in the packages of the lock: " + roots));
  }
}
