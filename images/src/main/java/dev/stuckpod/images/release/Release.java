package dev.stuckpod.images.release;

import dev.stuckpod.images.ImageFactory;
import dev.stuckpod.images.ImageFactory.CommandLineParts;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes all files of a release in one folder. */
public final class Release {

  private static final List<String> IMAGES = List.of("operator", "sidecar");

  private final Path root;
  private final String version;
  private final ImageFactory factory;
  private final Path scratch;
  private final Consumer<String> progress;

  /**
   * Makes a release of one checkout, which Maven has built.
   *
   * @param root the project's folder
   * @param cache for what all checkouts share
   * @param version its name
   * @param progress told one line about every step that takes seconds
   */
  public Release(Path root, Path cache, String version, Consumer<String> progress) {
    this.root = root;
    this.version = version;
    this.factory = new ImageFactory(root, cache, progress);
    this.scratch = root.resolve("images/target/release.work");
    this.progress = progress;
  }

  /**
   * Makes it.
   *
   * @param out the folder; what an earlier release left there is deleted
   * @param architectures of the machines that archives and images are for
   * @param texts files of the archive that the command line itself writes, by their places in it
   * @param krew the manifest, where the address of the files is known
   * @param exactly refuses what is not the lock's
   * @return the files, in the order of their names
   */
  public List<Path> make(
      Path out,
      List<Architecture> architectures,
      SortedMap<String, String> texts,
      Optional<Krew> krew,
      boolean exactly)
      throws ImageException {
    try {
      Folders.delete(out);
      Files.createDirectories(out);
      Folders.delete(scratch);
      Files.createDirectories(scratch);
      for (String image : IMAGES) {
        factory.oci(
            image,
            architectures,
            exactly,
            out.resolve("stuckpod-%s-%s.oci.tar".formatted(version, image)),
            architecture -> contents(out, image, architecture));
      }
      var archives = new LinkedHashMap<Architecture, Path>();
      for (Architecture architecture : architectures) {
        CommandLineParts parts =
            factory.commandLine(architecture, exactly, version, contents(out, "cli", architecture));
        var archive = new CommandLineArchive(root, scratch, progress);
        archives.put(architecture, archive.write(parts, version, texts, out));
      }
      if (krew.isPresent()) {
        Files.writeString(out.resolve(Krew.NAME), krew.get().of(archives));
      }
      chart(out);
      Files.writeString(
          out.resolve("NOTES.md"),
          Notes.of(Files.readString(root.resolve("CHANGELOG.md")), version));
      List<Path> files;
      try (Stream<Path> all = Files.list(out)) {
        files = all.sorted().toList();
      }
      Path sums = Checksums.write(out, files);
      return Stream.concat(files.stream(), Stream.of(sums)).sorted().toList();
    } catch (IOException failed) {
      throw new ImageException("The release could not be made: " + failed, failed);
    }
  }

  private Path contents(Path out, String of, Architecture architecture) {
    return out.resolve(
        "stuckpod-%s-%s-linux-%s.cdx.json".formatted(version, of, architecture.image()));
  }

  private void chart(Path out) throws IOException {
    try (var tar = new TarGz(out.resolve("stuckpod-%s.tgz".formatted(version)), "stuckpod")) {
      Path chart = root.resolve("charts/stuckpod");
      try (Stream<Path> files = Files.walk(chart)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          tar.add(file, chart.relativize(file).toString(), false);
        }
      }
    }
  }
}
