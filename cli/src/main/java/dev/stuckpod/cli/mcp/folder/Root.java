package dev.stuckpod.cli.mcp.folder;

import dev.stuckpod.cli.ground.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder that was given.
 *
 * @param given as it was given, made absolute
 * @param real where it is; a link that the user names is followed, here and nowhere else
 */
record Root(Path given, Path real) {

  static Root of(Path folder) throws CommandException {
    Path given = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(given)) {
      throw new CommandException(folder + " is no folder: give --folder one that has dumps");
    }
    try {
      return new Root(given, given.toRealPath());
    } catch (IOException failed) {
      throw new CommandException(folder + " may not be read by this user", failed);
    }
  }

  /** The way from here to what is named; null where that is outside. */
  @Nullable Path within(Path named) {
    if (!named.isAbsolute()) {
      return named;
    }
    for (Path start : new Path[] {given, real}) {
      if (named.startsWith(start) && named.getNameCount() > start.getNameCount()) {
        return start.relativize(named);
      }
    }
    return null;
  }
}
