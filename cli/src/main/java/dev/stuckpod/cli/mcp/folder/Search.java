package dev.stuckpod.cli.mcp.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Looks for files in a folder and in those within it, so far as that is done soon. */
final class Search {
  private static final int MOST = 10_000;
  private static final int DEEPEST = 12;

  private final List<Found.Entry> files;
  private int looked;
  private boolean cut;

  Search(List<Found.Entry> files) {
    this.files = files;
  }

  /** Whether there is more than was looked at. */
  boolean isCut() {
    return cut;
  }

  void look(Path path, SecureDirectoryStream<Path> folder, int depth) throws IOException {
    for (Path one : folder) {
      Path name = one.getFileName();
      if (++looked > MOST || depth > DEEPEST) {
        cut = true;
        return;
      }
      if (name == null || name.toString().startsWith(".")) {
        continue;
      }
      try {
        BasicFileAttributes file = Steps.look(folder, name);
        if (file.isDirectory()) {
          try (var within = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            look(path.resolve(name), within, depth + 1);
          }
        } else if (file.isRegularFile()) {
          files.add(
              new Found.Entry(
                  path.resolve(name).toString(), file.size(), file.lastModifiedTime().toInstant()));
        }
      } catch (AccessDeniedException | NoSuchFileException _) {
        // not for this user, or gone meanwhile
      }
    }
  }
}
