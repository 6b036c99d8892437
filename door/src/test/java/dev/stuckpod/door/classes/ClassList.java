package dev.stuckpod.door.classes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The list of classes that a program's image archives, {@code classes.list} beside its pom.xml. It
 * is kept, because what a run loads is not quite the same twice; {@code -Dclasses=write} writes it.
 *
 * @param program whose module's folder is the current one
 * @param loaded where the JVM writes what it has loaded
 */
public record ClassList(String program, Path loaded) {

  private static final Path LIST = Path.of("classes.list");

  /** The JVM's arguments: the image's flags, the jars, and that it is to tell what it loads. */
  public List<String> arguments() throws IOException {
    var arguments = new ArrayList<String>();
    arguments.add("-XX:DumpLoadedClassList=" + loaded);
    try (Stream<String> flags = Files.lines(Path.of("jvm.flags"))) {
      flags.filter(flag -> !flag.startsWith("#")).forEach(arguments::add);
    }
    arguments.add("-cp");
    arguments.add(
        jar() + File.pathSeparator + Files.readString(Path.of("target/classpath")).strip());
    return arguments;
  }

  /** What can be archived by a name, and does not depend on when threads came. */
  public SortedSet<String> read() throws IOException {
    try (Stream<String> lines = Files.lines(loaded)) {
      return new TreeSet<>(
          lines
              .filter(line -> !line.startsWith("#") && !line.startsWith("@cp "))
              .filter(line -> !line.contains(" source: "))
              .map(line -> line.replaceFirst(" id: \\d+$", ""))
              .toList());
    }
  }

  /** Gives those that the list that is kept has not, after it was written if that was asked for. */
  public List<String> missing(Set<String> classes) throws IOException {
    if ("write".equals(System.getProperty("classes"))) {
      Files.write(LIST, classes);
    }
    var known = new HashSet<>(Files.readAllLines(LIST));
    return classes.stream().filter(line -> !known.contains(line)).toList();
  }

  private Path jar() throws IOException {
    String name = "stuckpod-" + program + "-[0-9.]+(-SNAPSHOT)?\\.jar";
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .findFirst()
          .orElseThrow();
    }
  }
}
