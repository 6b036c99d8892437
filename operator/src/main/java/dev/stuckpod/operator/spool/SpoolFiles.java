package dev.stuckpod.operator.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The spool's files in its directory, which are named after the attempts that gave them. */
final class SpoolFiles {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolFiles.class);

  private static final String PREFIX = "stuckpod-";

  /** An id is a part of file names, and comes from a status. */
  private static final Pattern ID = Pattern.compile("[0-9a-zA-Z-]{1,63}");

  private static final String OURS = PREFIX + "*";

  /** What operators called their files that did not take them up again. */
  private static final String OLD_FILES = "stuckpod*.spool*";

  private final Path directory;

  SpoolFiles(Path directory) {
    this.directory = directory;
  }

  /** Names a file of an attempt. */
  Path named(String attemptId, String ending) {
    if (!ID.matcher(attemptId).matches()) {
      throw new IllegalArgumentException("not the id of an attempt: " + attemptId);
    }
    return directory.resolve(PREFIX + attemptId + "." + ending);
  }

  /** Those that are there. */
  List<Path> all() throws IOException {
    return files(OURS);
  }

  /** Those of an attempt that are there. */
  List<Path> of(String attemptId) throws IOException {
    return files(OURS).stream().filter(file -> isOf(file, attemptId)).toList();
  }

  /** Those of operators that did not take them up again. */
  List<Path> ofOldOperators() throws IOException {
    return files(OLD_FILES).stream().filter(file -> !isOurs(file)).toList();
  }

  private List<Path> files(String pattern) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern)) {
      var all = new ArrayList<Path>();
      files.forEach(all::add);
      return all;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isOurs(Path file) {
    return file.getFileName().toString().startsWith(PREFIX);
  }

  /** The attempt that a file is of. */
  static String attemptOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(PREFIX.length()).replaceFirst("\\..*", "");
  }

  static boolean isOf(Path file, String attemptId) {
    return file.getFileName().toString().startsWith(PREFIX + attemptId + ".");
  }

  /** When it was last written on. */
  static Instant modified(Path file) {
    return Instant.ofEpochMilli(file.toFile().lastModified());
  }

  /** Its bytes. */
  static long size(Path file) {
    return file.toFile().length(); // 0 when it has just been removed
  }

  /** Removes it; where that fails it is left, and said. */
  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is left: {}", file, e.getMessage());
    }
  }
}
