package dev.stuckpod.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Knows where the project's tree is, wherever the tests were started. */
final class Project {

  private static final Path ROOT = find();

  private Project() {}

  static Path root() {
    return ROOT;
  }

  private static Path find() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("stuckpod")) && Files.exists(at.resolve("charts"))) {
        return at;
      }
    }
    throw new IllegalStateException("run the tests inside the project's tree");
  }
}
