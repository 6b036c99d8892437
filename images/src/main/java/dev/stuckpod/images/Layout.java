package dev.stuckpod.images;

import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program's own folder in the image, laid out on disk first, with the very names and times that
 * it has in the image: an archive of its classes is valid only for these.
 *
 * @param folder stands for {@link #APP}
 */
record Layout(Path folder) {

  static final String APP = "/app";
  static final String ARGUMENTS = "java.args";
  static final String CLASSES = "app.jsa";

  /** The time of every file in the image. */
  static final Instant TIME = Instant.ofEpochSecond(1);

  /** Copies the jars and writes the arguments that the JVM is started with. */
  static Layout make(Path folder, Program program, List<Path> jars) throws IOException {
    Folders.delete(folder);
    Files.createDirectories(folder.resolve("lib"));
    for (Path jar : jars) {
      Path copy = folder.resolve("lib").resolve(jar.getFileName());
      Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(copy, FileTime.from(TIME));
    }
    Files.writeString(
        folder.resolve(ARGUMENTS), String.join("\n", arguments(program, jars)) + "\n");
    return new Layout(folder);
  }

  /**
   * The JVM's arguments, relative to the folder: the same when classes are archived and in the
   * image.
   */
  static List<String> arguments(Program program, List<Path> jars) {
    var arguments = new ArrayList<>(program.jvmFlags());
    arguments.add("-cp");
    arguments.add(
        jars.stream().map(jar -> "lib/" + jar.getFileName()).collect(Collectors.joining(":")));
    arguments.add(program.mainClass());
    return arguments;
  }

  /** The command that the image runs in {@link #APP}. */
  List<String> entrypoint() {
    var command = new ArrayList<>(List.of(JavaRuntime.HOME + "/bin/java"));
    if (Files.exists(folder.resolve(CLASSES))) {
      command.add("-XX:SharedArchiveFile=" + CLASSES);
    }
    command.add("@" + ARGUMENTS);
    return command;
  }

  /** The folder's files: what belongs to other people first, what changes with every build last. */
  List<List<ImageFile>> layers() throws IOException {
    var libraries = new ArrayList<ImageFile>();
    var own = new ArrayList<ImageFile>();
    try (var files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file -> {
                boolean ours = !file.startsWith(folder.resolve("lib")) || isOurs(file);
                String destination = APP + "/" + folder.relativize(file);
                (ours ? own : libraries).add(new ImageFile(file, destination, false));
              });
    }
    return List.of(libraries, own);
  }

  private static boolean isOurs(Path jar) {
    return jar.getFileName().toString().startsWith("stuckpod-");
  }
}
