package dev.stuckpod.images;

import java.util.List;
import java.util.Optional;

/** The programs that have images, with the memory each may take. */
final class Programs {

  /** A test app, not part of an installation. */
  static final Program TILL =
      new Program(
          "till",
          "e2e/apps/till",
          Optional.of("dev"),
          "dev.stuckpod.till.Till",
          List.of("-XX:+UseSerialGC", "-Xmx48m"),
          List.of(
              "java.base", "java.logging", "java.management", "jdk.httpserver", "jdk.management"),
          Optional.empty());

  private static final List<Program> ALL = List.of(TILL);

  private Programs() {}

  /**
   * Finds a program.
   *
   * @throws ImageException if there is none of that name
   */
  static Program named(String name) throws ImageException {
    return ALL.stream()
        .filter(program -> program.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ImageException(
                    "There is no image '"
                        + name
                        + "': choose from "
                        + ALL.stream().map(Program::name).toList()));
  }
}
