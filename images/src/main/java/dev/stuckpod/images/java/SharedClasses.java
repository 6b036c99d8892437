package dev.stuckpod.images.java;

import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The classes that a program loads, ready to be mapped: less memory, a start takes a third less.
 * Unlike an AOT cache, which has what a run happened to learn, this follows from the list of
 * classes alone.
 */
public final class SharedClasses {

  /** An archive says in its head how large the heap may become, which else is the machine's. */
  public static final List<String> SAME_EVERYWHERE = List.of("-XX:+UseSerialGC", "-Xmx128m");

  /** So many different archives of one list mean that something else is wrong. */
  private static final int MOST = 4;

  private static final Pattern ID = Pattern.compile(" id: \\d+$");

  private final List<String> java;
  private final Path folder;
  private final List<String> program;

  /**
   * Uses a runtime.
   *
   * @param java how it is started, see {@link Machine#java}
   * @param folder in which the program lies as where it will be run
   * @param program options that say what is run, relative to that folder
   */
  public SharedClasses(List<String> java, Path folder, List<String> program) {
    this.java = List.copyOf(java);
    this.folder = folder;
    this.program = List.copyOf(program);
  }

  /** Archives the JDK's own classes in the runtime itself, for a program that has no list. */
  public static void writeDefault(List<String> java, Path home) throws ImageException {
    var command = new ArrayList<>(java);
    command.addAll(SAME_EVERYWHERE);
    command.add("-Xshare:dump");
    Command.Outcome outcome = Command.run(home, command);
    if (!outcome.succeeded()) {
      throw new ImageException("The JDK's classes could not be archived: " + outcome.lastLine());
    }
  }

  /**
   * Runs commands and says what they have loaded: another time it may be a few others, of threads
   * that met or did not.
   *
   * @param uses arguments of each; whether they succeed does not matter
   */
  public SortedSet<String> loaded(List<List<String>> uses, Path scratch)
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
   * Writes those classes of a list that there are: the same bytes for the same list, on every
   * machine. HotSpot means to, and seldom does not: what has come twice is taken. Then starts with
   * them, because a JVM that cannot use an archive otherwise says nothing.
   *
   * @param archive gets them
   */
  public void write(Path list, Path archive) throws ImageException, IOException {
    var digests = new HashSet<String>();
    do {
      if (digests.size() == MOST) {
        throw new ImageException(
            "The classes could not be archived: %d archives of them are all different"
                .formatted(MOST));
      }
      dump(list, archive);
    } while (digests.add(Sha256.of(archive)));
    check(run(List.of("-Xshare:on", "-XX:SharedArchiveFile=" + archive, "--dry-run"), List.of()));
  }

  private void dump(Path list, Path archive) throws ImageException {
    var options = new ArrayList<>(SAME_EVERYWHERE);
    options.addAll(
        List.of(
            "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive));
    check(run(options, List.of()));
    if (!Files.exists(archive)) {
      throw new ImageException("The classes could not be archived: there is no " + archive);
    }
  }

  private static void check(Command.Outcome outcome) throws ImageException {
    if (!outcome.succeeded()) {
      throw new ImageException("The classes could not be archived: " + outcome.lastLine());
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
    var command = new ArrayList<>(java);
    command.addAll(options);
    command.addAll(program);
    command.addAll(arguments);
    return Command.run(folder, command);
  }
}
