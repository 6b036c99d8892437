package dev.stuckpod.images;

import dev.stuckpod.images.ground.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The programs that have images, with the memory each may take. */
final class Programs {

  /** The list of classes that the command line maps at a start. */
  static final String COMMAND_LINE_CLASSES = "images/classes.list";

  /** Beside each program's pom.xml, so that its tests can have them, too: see {@link #named}. */
  private static final List<String> FLAGS = List.of();

  private static final Program OPERATOR =
      new Program(
          "operator",
          "operator",
          Optional.empty(),
          "dev.stuckpod.operator.StuckpodOperator",
          FLAGS,
          List.of(
              "java.base",
              "java.logging",
              "java.management",
              "java.naming",
              "java.xml",
              "jdk.httpserver",
              "jdk.management",
              "jdk.unsupported"),
          Optional.of("operator/classes.list"));

  private static final Program SIDECAR =
      new Program(
          "sidecar",
          "sidecar",
          Optional.empty(),
          "dev.stuckpod.sidecar.StuckpodSidecar",
          FLAGS,
          List.of("java.base", "jdk.httpserver"),
          Optional.of("sidecar/classes.list"));

  /** A test app, not part of an installation. */
  private static final Program TILL =
      new Program(
          "till",
          "e2e/apps/till",
          Optional.of("dev"),
          "dev.stuckpod.till.Till",
          FLAGS,
          List.of(
              "java.base", "java.logging", "java.management", "jdk.httpserver", "jdk.management"),
          Optional.empty());

  /** For people's own machines: no image is made of it. Its classes are archived with it. */
  static final Program COMMAND_LINE =
      new Program(
          "cli",
          "cli",
          Optional.empty(),
          "dev.stuckpod.cli.Stuckpod",
          FLAGS,
          List.of(
              "java.base",
              "java.logging",
              "java.management",
              "java.naming",
              "java.net.http",
              "java.xml",
              "jdk.httpserver",
              "jdk.management",
              "jdk.unsupported"),
          Optional.of(COMMAND_LINE_CLASSES));

  private static final List<Program> ALL = List.of(OPERATOR, SIDECAR, TILL);

  private Programs() {}

  /**
   * Finds a program, with the flags that stand in its module's {@code jvm.flags}.
   *
   * @param root the project's folder
   * @throws ImageException if there is none of that name
   */
  static Program named(Path root, String name) throws ImageException, IOException {
    Program program = named(name);
    try (var lines = Files.lines(root.resolve(program.folder()).resolve("jvm.flags"))) {
      return program.with(lines.filter(line -> !line.startsWith("#")).toList());
    }
  }

  private static Program named(String name) throws ImageException {
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
