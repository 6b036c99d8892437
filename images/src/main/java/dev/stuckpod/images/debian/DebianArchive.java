package dev.stuckpod.images.debian;

import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Packages of Debian, fetched once and used only if their digest is the lock's; but for a trial,
 * where one that cannot be had has a substitute.
 */
public final class DebianArchive {

  private final Path folder;
  private final List<PackageSource> sources;
  private final PackageSource substitutes;
  private final Consumer<String> progress;

  /**
   * Keeps packages.
   *
   * @param sources are asked in this order
   * @param substitutes brings another version of a package
   */
  public DebianArchive(
      Path cache,
      List<PackageSource> sources,
      PackageSource substitutes,
      Consumer<String> progress) {
    this.folder = cache.resolve("debian");
    this.sources = sources;
    this.substitutes = substitutes;
    this.progress = progress;
  }

  /** The machine's own apt first; what that has no more comes from the archive that keeps all. */
  public static DebianArchive of(Path cache, Consumer<String> progress) {
    var apt = new Apt(cache.resolve("apt"));
    return new DebianArchive(
        cache, List.of(apt, new Snapshots(Snapshots.DEBIAN)), apt.newest(), progress);
  }

  /**
   * Gives the package that an image for a trial is made with: the lock's, or where that cannot be
   * had any version that can, which is said.
   *
   * @throws ImageException if there is neither
   */
  public Lock.DebianPackage forTrial(Lock.DebianPackage wanted) throws ImageException, IOException {
    try {
      file(wanted);
      return wanted;
    } catch (ImageException gone) {
      Lock.DebianPackage other;
      try {
        other = substitute(wanted);
      } catch (ImageException alsoNot) {
        gone.addSuppressed(alsoNot);
        throw gone;
      }
      progress.accept(
          "this image is for a trial. It has %s instead. %s".formatted(other, gone.getMessage()));
      return other;
    }
  }

  private Lock.DebianPackage substitute(Lock.DebianPackage wanted)
      throws ImageException, IOException {
    Path file = substitutes.fetch(wanted, emptyFolder());
    String name = file.getFileName().toString();
    Command.Outcome fields =
        Command.run(folder, List.of("dpkg-deb", "-f", file.toString(), "Version"));
    if (!fields.succeeded()) {
      throw new ImageException(file + " is no Debian package: " + fields.lastLine());
    }
    var other =
        new Lock.DebianPackage(
            wanted.name(), wanted.architecture(), fields.lastLine(), Sha256.of(file), name);
    Files.move(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    return other;
  }

  /**
   * Gives the folder that has a package's files.
   *
   * @throws ImageException if exactly this package cannot be had
   */
  public Path unpacked(Lock.DebianPackage wanted) throws ImageException, IOException {
    Path root = folder.resolve(wanted.name() + "-" + wanted.sha256().substring(0, 16));
    if (!Files.isDirectory(root)) {
      Path file = file(wanted);
      Path fresh = folder.resolve(root.getFileName() + ".new");
      Folders.delete(fresh);
      var extract = List.of("dpkg-deb", "-x", file.toString(), fresh.toString());
      Command.Outcome extracted = Command.run(folder, extract);
      if (!extracted.succeeded()) {
        throw new ImageException(file + " could not be unpacked: " + extracted.lastLine());
      }
      Files.move(fresh, root);
    }
    return root;
  }

  /** Gives the package's own file, which may have been put there by hand. */
  public Path file(Lock.DebianPackage wanted) throws ImageException, IOException {
    Path kept = Files.createDirectories(folder).resolve(wanted.fileName());
    if (Files.exists(kept) && Sha256.of(kept).equals(wanted.sha256())) {
      return kept;
    }
    progress.accept("fetching the Debian package " + wanted);
    var failures = new ArrayList<String>();
    for (PackageSource source : sources) {
      try {
        Path file = source.fetch(wanted, emptyFolder());
        String digest = Sha256.of(file);
        if (digest.equals(wanted.sha256())) {
          return Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
        }
        failures.add("what came has the digest " + digest);
      } catch (ImageException refused) {
        failures.add(String.valueOf(refused.getMessage()));
      }
    }
    throw new ImageException(
        "The Debian package "
            + wanted
            + " of images/images.lock cannot be had ("
            + String.join("; ", failures)
            + "): put it at "
            + kept
            + " yourself, or take a newer version into the lock with images/update");
  }

  private Path emptyFolder() throws IOException {
    Path fresh = folder.resolve("download");
    Folders.delete(fresh);
    return Files.createDirectories(fresh);
  }
}
