package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.calls.CallSites;
import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.layout.GoVersion;
import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.layout.Layouts;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.tables.BuildInfo;
import dev.stuckpod.goroutines.tables.Tables;
import java.io.IOException;
import java.util.Optional;

/**
 * A Go program: what of it never changes.
 *
 * @param memory of a process that runs it
 * @param layout as the table has it for this version
 * @param printsLabels whether its runtime prints the labels of goroutines
 */
record Program(
    Memory memory,
    GoVersion version,
    Layout layout,
    Tables tables,
    Tables.Image image,
    boolean printsLabels) {

  private static final int PRINTS_LABELS = 27;

  /**
   * Reads the tables of a program.
   *
   * @param constant the program's constant data, at the addresses of the process
   * @param bias what is added to the addresses of the file
   */
  static Program read(Memory memory, Memory constant, Elf elf, long bias)
      throws UnreadableException, IOException {
    var image = Tables.Image.of(constant);
    try {
      Optional<BuildInfo> info = BuildInfo.find(image, elf, bias);
      if (info.isEmpty()) {
        throw new UnreadableException(
            Obstacle.NOT_GO, "This is not a Go program: take its dump in another way.");
      }
      String text = info.get().version();
      GoVersion version = GoVersion.parse(text).orElseThrow(() -> unknown(text));
      Layout layout = Layouts.of(version.minor()).orElseThrow(() -> unknown(version.text()));
      Tables tables =
          Tables.find(image, memory, elf, bias, layout)
              .orElseThrow(
                  () ->
                      new UnreadableException(
                          Obstacle.UNREADABLE,
                          "The program's tables of functions are not where a Go linker puts them:"
                              + " take its dump in another way."));
      if (tables.module().followed()) {
        throw new UnreadableException(
            Obstacle.PLUGIN,
            "The program has loaded Go plugins, whose tables are not read: take its dump in another"
                + " way.");
      }
      return new Program(memory, version, layout, tables, image, printsLabels(info.get(), version));
    } catch (MalformedException bad) {
      throw malformed(bad);
    }
  }

  CallSites callSites() {
    return new CallSites(tables, image.constants(), version.minor());
  }

  static UnreadableException malformed(MalformedException bad) {
    return new UnreadableException(
        Obstacle.UNREADABLE,
        "The process's memory makes no sense ("
            + bad.what()
            + "): try again, or take its dump in another way.");
  }

  /** From Go 1.27 on, but for programs that are built to behave as with an older Go. */
  private static boolean printsLabels(BuildInfo info, GoVersion version) {
    return version.minor() >= PRINTS_LABELS && !info.goDebug().contains("tracebacklabels=0");
  }

  private static UnreadableException unknown(String version) {
    return new UnreadableException(
        Obstacle.UNKNOWN_GO_VERSION,
        "The program was built with "
            + (version.isEmpty() ? "a Go version before 1.18" : printable(version))
            + ", and only Go 1.18 and later can be read: take its dump in another way.");
  }

  private static String printable(String version) {
    return version.replaceAll("[^ -~]", "?");
  }
}
