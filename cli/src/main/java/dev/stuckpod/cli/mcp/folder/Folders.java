package dev.stuckpod.cli.mcp.folder;

import dev.stuckpod.cli.ground.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** The folders that were given at start. Whoever asks, no file outside of them is opened. */
public final class Folders {
  private final List<Root> roots;

  private Folders(List<Root> roots) {
    this.roots = roots;
  }

  /**
   * Takes folders.
   *
   * @throws CommandException if one is none
   */
  public static Folders of(List<Path> given) throws CommandException {
    var roots = new ArrayList<Root>();
    for (Path folder : given) {
      roots.add(Root.of(folder));
    }
    return new Folders(List.copyOf(roots));
  }

  /** The folders, as they were given. */
  public List<Path> given() {
    return roots.stream().map(Root::given).toList();
  }

  /**
   * Lists their files, the latest first. Links and hidden files are left out.
   *
   * @throws IOException if a folder cannot be read
   */
  public Found list() throws CommandException, IOException {
    var files = new ArrayList<Found.Entry>();
    var search = new Search(files);
    for (Root root : roots) {
      try (Steps steps = Steps.at(root)) {
        search.look(root.given(), steps.top(), 0);
      }
    }
    files.sort(
        Comparator.comparing(Found.Entry::modified).reversed().thenComparing(Found.Entry::path));
    return new Found(files, search.isCut());
  }

  /**
   * Opens a file.
   *
   * @param named with its whole path, or from one of the folders on
   * @throws CommandException if it is outside of the folders, behind a link, too large or no file
   * @throws IOException if it cannot be read
   */
  public InputStream open(String named) throws CommandException, IOException {
    Path path = path(named);
    boolean inside = false;
    for (Root root : roots) {
      Path way = root.within(path);
      if (way != null) {
        inside = true;
        try (Steps steps = Steps.at(root)) {
          return steps.open(way, named);
        } catch (NoSuchFileException _) {
          // perhaps from another one on
        }
      }
    }
    throw new CommandException(
        inside
            ? "There is no file '%s' in the folders that were given; list_dumps lists them"
                .formatted(named)
            : "'%s' is in none of the folders that were given at start".formatted(named));
  }

  private static Path path(String named) throws CommandException {
    Path path;
    try {
      path = Path.of(named);
    } catch (InvalidPathException bad) {
      throw new CommandException("'%s' is no name of a file".formatted(named), bad);
    }
    boolean leaves =
        StreamSupport.stream(path.spliterator(), false)
            .map(Path::toString)
            .anyMatch(step -> step.equals("..") || step.equals("."));
    if (leaves) {
      throw new CommandException("'%s' has . or .. in it, which is not followed".formatted(named));
    }
    return path;
  }
}
