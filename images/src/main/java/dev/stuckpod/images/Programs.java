package dev.stuckpod.images;

import java.util.List;
import java.util.Optional;

/** The programs that have images, with the memory each may take. */
final class Programs {

  /** Gives back, every few seconds, what the compiler needed while the program started. */
  private static final String TRIM_NATIVE_HEAP = "-XX:TrimNativeHeapInterval=5000";

  private static final Program OPERATOR =
      new Program(
          "operator",
          "operator",
          Optional.empty(),
          "dev.stuckpod.operator.StuckpodOperator",
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Xms24m",
              "-Xmn8m",
              "-Xmx104m",
              "-XX:MinHeapFreeRatio=10", // the heap follows what lives
              "-XX:MaxHeapFreeRatio=20",
              "-Xss512k",
              TRIM_NATIVE_HEAP,
              "-XX:+ExitOnOutOfMemoryError"),
          List.of(
              "java.base",
              "java.logging",
              "java.management",
              "java.naming",
              "java.xml",
              "jdk.httpserver",
              "jdk.management",
              "jdk.unsupported"),
          Optional.empty());

  /** Stands in every watched pod: every megabyte counts. */
  private static final Program SIDECAR =
      new Program(
          "sidecar",
          "sidecar",
          Optional.empty(),
          "dev.stuckpod.sidecar.Sidecar",
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:-UsePerfData",
              "-Xmx16m",
              "-Xmn2m",
              "-Xss256k",
              TRIM_NATIVE_HEAP,
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:ArchiveRelocationMode=0", // pages of the cache stay shared by all sidecars of a
              // node
              "-XX:-AOTRecordTraining", // profiles are for C2
              "-XX:-AOTReplayTraining",
              "--enable-native-access=ALL-UNNAMED"),
          List.of("java.base", "jdk.httpserver"),
          Optional.of(List.of("--train")));

  /** A test app, not part of an installation. */
  private static final Program TILL =
      new Program(
          "till",
          "e2e/apps/till",
          Optional.of("dev"),
          "dev.stuckpod.till.Till",
          List.of("-XX:+UseSerialGC", "-Xmx48m"),
          List.of(
              "java.base", "java.logging", "java.management", "jdk.httpserver", "jdk.management"),
          Optional.empty());

  private static final List<Program> ALL = List.of(OPERATOR, SIDECAR, TILL);

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
