package dev.stuckpod.cli.mcp.folder;

import dev.stuckpod.cli.ground.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Goes down from a folder step by step, each from the folder that is open: what is changed to a
 * link meanwhile is not followed either.
 */
final class Steps implements AutoCloseable {
  /** Bytes on disk; a dump of a million goroutines has 2 GB, packed some 50 MB. */
  static final long LARGEST = 512L << 20;

  private final Deque<SecureDirectoryStream<Path>> open = new ArrayDeque<>();

  private Steps(SecureDirectoryStream<Path> top) {
    open.push(top);
  }

  @SuppressWarnings("StreamResourceLeak") // who goes the steps closes it
  static Steps at(Root root) throws CommandException, IOException {
    DirectoryStream<Path> top = Files.newDirectoryStream(root.real());
    if (top instanceof SecureDirectoryStream<Path> secure) {
      return new Steps(secure);
    }
    top.close();
    throw new CommandException(
        "This system cannot open files without following links: no file is read here");
  }

  SecureDirectoryStream<Path> top() {
    return open.getLast();
  }

  /**
   * Opens a file.
   *
   * @param way from the top on
   * @param named how it was asked for
   */
  InputStream open(Path way, String named) throws CommandException, IOException {
    for (Path step : way.getParent() == null ? Path.of("") : way.getParent()) {
      if (!step.toString().isEmpty()) {
        notALink(look(open.getFirst(), step), named);
        open.push(open.getFirst().newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS));
      }
    }
    Path name = way.getFileName();
    BasicFileAttributes file = look(open.getFirst(), name);
    notALink(file, named);
    if (!file.isRegularFile()) {
      throw new CommandException("'%s' is no file".formatted(named));
    }
    if (file.size() > LARGEST) {
      throw new CommandException(
          "'%s' has %d MiB; files of %d MiB at most are read: cut it, or gzip it"
              .formatted(named, file.size() >> 20, LARGEST >> 20));
    }
    return Channels.newInputStream(
        open.getFirst()
            .newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  static BasicFileAttributes look(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static void notALink(BasicFileAttributes file, String named) throws CommandException {
    if (file.isSymbolicLink()) {
      throw new CommandException("'%s' goes by a link, which is not followed".formatted(named));
    }
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
