package dev.stuckpod.images.java;

import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Fetches what the lock has of the Python Package Index, by pip, and uses it by its digest. */
final class PythonIndex {

  private final Path folder;
  private final Consumer<String> progress;

  PythonIndex(Path cache, Consumer<String> progress) {
    this.folder = cache.resolve("wheels");
    this.progress = progress;
  }

  /**
   * Gives a wheel, which may have been put there by hand.
   *
   * @throws ImageException if exactly this one cannot be had
   */
  Path file(Lock.Jre wanted) throws ImageException, IOException {
    Path kept = Files.createDirectories(folder).resolve(wanted.wheel());
    if (Files.exists(kept) && Sha256.of(kept).equals(wanted.sha256())) {
      return kept;
    }
    progress.accept("fetching " + wanted.wheel());
    String reason = download(wanted);
    if (Files.exists(kept)) {
      String digest = Sha256.of(kept);
      if (digest.equals(wanted.sha256())) {
        return kept;
      }
      Files.delete(kept);
      reason = "what came has the digest " + digest;
    }
    throw new ImageException(
        "The Java runtime %s of images/images.lock cannot be had (%s): put it at %s yourself, or leave %s out with --arch"
            .formatted(wanted.wheel(), reason, kept, wanted.architecture()));
  }

  private String download(Lock.Jre wanted) throws ImageException, IOException {
    Path python = folder.resolve("python");
    if (!Files.exists(python.resolve("bin/pip"))) {
      Folders.delete(python);
      Command.Outcome made =
          Command.run(folder, List.of("python3", "-m", "venv", python.toString()));
      if (!made.succeeded()) {
        return "it needs Python 3 with venv: " + made.lastLine();
      }
    }
    List<String> words = List.of(wanted.wheel().split("-", -1));
    Command.Outcome fetched =
        Command.run(
            folder,
            List.of(
                python.resolve("bin/pip").toString(),
                "download",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--only-binary=:all:",
                "--platform",
                words.getLast().replaceFirst("\\.whl$", ""),
                "--dest",
                folder.toString(),
                words.get(0) + "==" + words.get(1)));
    return fetched.succeeded() ? "pip brought another file" : "pip: " + fetched.lastLine();
  }
}
