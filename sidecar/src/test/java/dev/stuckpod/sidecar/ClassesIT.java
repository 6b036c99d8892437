package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The list of classes that the image's archive is made of. It is kept, because what a run loads is
 * not quite the same twice; {@code -Dclasses=write} writes it.
 */
class ClassesIT {

  private static final Path LIST = Path.of("classes.list");

  /** Of a hundred classes that are loaded. */
  private static final int LEAST = 95;

  @TempDir Path folder;

  @Test
  void hasWhatTheSidecarLoads() throws Exception {
    Set<String> loaded = loaded();
    if ("write".equals(System.getProperty("classes"))) {
      Files.write(LIST, loaded);
    }
    var known = new HashSet<>(Files.readAllLines(LIST));
    List<String> missing = loaded.stream().filter(line -> !known.contains(line)).toList();

    assertThat(loaded).contains("dev/stuckpod/sidecar/StuckpodSidecar", "java/lang/Object");
    assertThat(missing)
        .as("of %d; docs/development.md says how the list is written", loaded.size())
        .hasSizeLessThan((100 - LEAST) * loaded.size() / 100);
  }

  /** What can be archived by a name, and does not depend on when threads came. */
  private Set<String> loaded() throws Exception {
    Path list = folder.resolve("list");
    var command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.add("-XX:DumpLoadedClassList=" + list);
    try (Stream<String> flags = Files.lines(Path.of("jvm.flags"))) {
      flags.filter(flag -> !flag.startsWith("#")).forEach(command::add);
    }
    command.addAll(
        List.of(
            "-cp",
            jar() + File.pathSeparator + Files.readString(Path.of("target/classpath")).strip(),
            StuckpodSidecar.class.getName(),
            "--train"));
    Process training =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(training.waitFor()).as(() -> read(folder.resolve("log"))).isZero();
    try (Stream<String> lines = Files.lines(list)) {
      return new TreeSet<>(
          lines
              .filter(line -> !line.startsWith("#") && !line.startsWith("@cp "))
              .filter(line -> !line.contains(" source: "))
              .map(line -> line.replaceFirst(" id: \\d+$", ""))
              .toList());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static Path jar() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("stuckpod-sidecar-[0-9.]+(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
