package dev.stuckpod.images;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what Maven has built. */
final class Jars {

  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private Jars() {}

  /**
   * Gives a program's jar and those it needs, in the order of the class path.
   *
   * @throws ImageException if the program has not been built
   */
  static List<Path> of(Path root, Program program) throws ImageException, IOException {
    Path target = root.resolve(program.folder()).resolve("target");
    Path classpath = target.resolve("classpath");
    if (!Files.exists(classpath)) {
      throw new ImageException(
          "Build it first: mvn -pl " + program.folder() + " -am package -DskipTests");
    }
    var jars = new ArrayList<Path>();
    jars.add(own(target, program));
    SEPARATOR
        .splitAsStream(Files.readString(classpath).strip())
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .forEach(jars::add);
    return jars;
  }

  /** The newest: beside it may lie one of the version before. */
  private static Path own(Path target, Program program) throws ImageException, IOException {
    Pattern name = Pattern.compile("stuckpod-" + program.name() + "-[0-9.]+(-SNAPSHOT)?\\.jar");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .orElseThrow(
              () -> new ImageException("There is no jar of " + program.name() + " in " + target));
    }
  }
}
