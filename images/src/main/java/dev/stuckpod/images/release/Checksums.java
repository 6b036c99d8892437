package dev.stuckpod.images.release;

import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The digests of all files, as sha256sum writes and checks them. */
final class Checksums {

  static final String NAME = "SHA256SUMS";

  private Checksums() {}

  /** Writes them beside the files. */
  static Path write(Path folder, List<Path> files) throws IOException {
    var text = new StringBuilder();
    for (Path file : files.stream().sorted().toList()) {
      text.append(Sha256.of(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return Files.writeString(folder.resolve(NAME), text);
  }
}
