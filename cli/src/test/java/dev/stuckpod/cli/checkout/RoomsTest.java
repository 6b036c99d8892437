package dev.stuckpod.cli.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rooms and files are small enough to be looked over, in every module. */
class RoomsTest {

  private static final Path ROOT = Repository.root();

  private static final int MOST_FILES = 20;
  private static final int MOST_LINES = 300;

  @Test
  void noPackageHasMoreFilesThanCanBeLookedOver() throws IOException {
    var files = new TreeMap<String, Integer>();
    for (Path file : sources()) {
      files.merge(ROOT.relativize(file.getParent()).toString(), 1, Integer::sum);
    }
    assertThat(files).hasSizeGreaterThan(50);

    assertThat(tooMany(files, MOST_FILES))
        .as("packages with more than %d files: cut them by what they are about", MOST_FILES)
        .isEmpty();
  }

  @Test
  void noFileIsLongerThanCanBeRead() throws IOException {
    var lines = new TreeMap<String, Integer>();
    for (Path file : sources()) {
      lines.put(ROOT.relativize(file).toString(), Files.readAllLines(file).size());
    }

    assertThat(tooMany(lines, MOST_LINES))
        .as("files of more than %d lines: they do two things", MOST_LINES)
        .isEmpty();
  }

  private static Map<String, Integer> tooMany(Map<String, Integer> counted, int most) {
    var more = new TreeMap<>(counted);
    more.values().removeIf(count -> count <= most);
    return more;
  }

  /** The main sources of all modules, without what says what a package is. */
  private static List<Path> sources() throws IOException {
    var sources = new ArrayList<Path>();
    for (String module : new Tree().modules()) {
      Path main = ROOT.resolve(module).resolve("src/main/java");
      if (Files.isDirectory(main)) {
        try (Stream<Path> files = Files.walk(main)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("package-info.java"))
              .forEach(sources::add);
        }
      }
    }
    return sources;
  }
}
