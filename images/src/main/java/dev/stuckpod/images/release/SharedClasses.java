package dev.stuckpod.images.release;

import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The classes that commands load, ready to be mapped: a start takes a third less. Unlike an AOT
 * cache, which has what a run happened to learn, this follows from the list of classes alone.
 */
final class SharedClasses {

  private static final Pattern ID = Pattern.compile(" id: \\d+$");

  private final Path java;
  private final Path folder;
  private final List<String> classPath;

  /**
   * Uses a runtime.
   *
   * @param folder in which the command line lies as in the archive
   * @param classPath options that say what is run, relative to that folder
   */
  SharedClasses(Path java, Path folder, List<String> classPath) {
    this.java = java;
    this.folder = folder;
    this.classPath = List.copyOf(classPath);
  }

  /**
   * Runs commands and says what they have loaded: another time it may be a few others, of threads
   * that met or did not.
   *
   * @param uses arguments of each; whether they succeed does not matter
   */
  SortedSet<String> loaded(List<List<String>> uses, Path scratch)
      throws ImageException, IOException {
    var classes = new TreeSet<String>();
    for (List<String> use : uses) {
      Path list = scratch.resolve("classes.list");
      Files.deleteIfExists(list);
      run(List.of("-XX:DumpLoadedClassList=" + list), use);
      if (Files.exists(list)) {
        classes.addAll(known(Files.readAllLines(list)));
      }
    }
    return classes;
  }

  /**
   * Writes those classes of a list that there are: the same bytes for the same list.
   *
   * @param archive gets them
   */
  void write(Path list, Path archive) throws ImageException {
    Command.Outcome dumped =
        run(
            List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive),
            List.of());
    if (!dumped.succeeded() || !Files.exists(archive)) {
      throw new ImageException("The classes could not be archived: " + dumped.lastLine());
    }
  }

  /**
   * What only a loader of a library's own has found cannot be archived by a name; what is resolved
   * in a pool of constants (@cp) depends on when threads came.
   */
  private static List<String> known(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("@cp "))
        .filter(line -> !line.contains(" source: "))
        .map(line -> ID.matcher(line).replaceFirst(""))
        .toList();
  }

  private Command.Outcome run(List<String> options, List<String> arguments) throws ImageException {
    var command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(classPath);
    command.addAll(arguments);
    return Command.run(folder, command);
  }
}
