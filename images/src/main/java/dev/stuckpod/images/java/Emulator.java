package dev.stuckpod.images.java;

import dev.stuckpod.images.debian.DebianArchive;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Fingerprint;
import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.ImageFile;
import dev.stuckpod.images.ground.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** QEMU as Debian has it, for programs of one other processor; nothing of it goes into an image. */
public final class Emulator {

  private static final String PACKAGE = "qemu-user-static";

  /** What it calls them. */
  private static final Map<String, String> NAMES = Map.of("arm64", "aarch64", "amd64", "x86_64");

  private Emulator() {}

  /**
   * Gives what runs programs of an architecture here; this machine runs its own.
   *
   * @param libraries the C library that they find
   * @param cache where these stand as the emulator wants them
   */
  public static Machine of(
      Architecture architecture,
      Lock lock,
      DebianArchive archive,
      List<ImageFile> libraries,
      Path cache)
      throws ImageException, IOException {
    Architecture own = Architecture.current();
    if (architecture.equals(own)) {
      return new Machine(architecture, List.of());
    }
    Path program =
        archive
            .unpacked(lock.debianPackage(PACKAGE, own))
            .resolve("usr/bin/qemu-" + NAMES.get(architecture.image()) + "-static");
    return new Machine(
        architecture, List.of(program.toString(), "-L", root(libraries, cache).toString()));
  }

  private static Path root(List<ImageFile> libraries, Path cache) throws IOException {
    var key = new Fingerprint();
    for (ImageFile library : libraries) {
      key.add(library.destination());
      key.add(library.source());
    }
    Path root = cache.resolve("root-" + key.hex().substring(0, 16));
    if (!Files.isDirectory(root)) {
      Path fresh = cache.resolve(root.getFileName() + ".new");
      Folders.delete(fresh);
      for (ImageFile library : libraries) {
        Path place = fresh.resolve(library.destination().substring(1));
        Files.createDirectories(place.getParent());
        Files.copy(library.source(), place);
      }
      Files.move(fresh, root);
    }
    return root;
  }
}
