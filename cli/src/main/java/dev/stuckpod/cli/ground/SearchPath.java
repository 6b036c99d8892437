package dev.stuckpod.cli.ground;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where programs are found. */
public final class SearchPath {

  private SearchPath() {}

  /**
   * Finds a program as a shell would.
   *
   * @param name one with a slash is a path, any other is looked for in PATH
   */
  public static Optional<Path> find(String name) {
    if (name.contains("/")) {
      return program(name, "");
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Optional<Path> program = program(folder.isEmpty() ? "." : folder, name);
      if (program.isPresent()) {
        return program;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> program(String folder, String name) {
    try {
      return Optional.of(Path.of(folder, name))
          .filter(Files::isRegularFile)
          .filter(Files::isExecutable);
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }
}
