package dev.stuckpod.sidecar.files;

import dev.stuckpod.sidecar.kernel.Call;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of an app, held by a descriptor that only names it (O_PATH): taking it opens no
 * device and waits for no writer, and what it is cannot change any more, whatever the app puts in
 * its place. Only then is it opened, if it is a regular file.
 */
public final class Held implements AutoCloseable {

  private static final long NO_FOLDER = -100; // AT_FDCWD
  private static final long NAME_ONLY = 0x200000; // O_PATH
  private static final long CLOSE_ON_EXEC = 0x80000;
  private static final long NEVER_WAIT = 0x800; // O_NONBLOCK
  private static final long FOLLOW_NO_LINK = Call.isArm() ? 0x8000 : 0x20000;
  private static final int TYPE = 0xf000;
  private static final int SOCKET = 0xc000;
  private static final int PIECE = 1 << 13;

  /** Names are bytes to the kernel, and come from it: whoever reads them here keeps each. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private final long descriptor;
  private final String name;

  private Held(long descriptor, String name) {
    this.descriptor = descriptor;
    this.name = name;
  }

  /**
   * Takes what the kernel itself has a name for, such as {@code /proc/1234/root}.
   *
   * @throws IOException if the process is gone or may not be looked at
   */
  public static Held of(Path magic) throws IOException {
    return open(NO_FOLDER, magic.toString(), NAME_ONLY);
  }

  /**
   * Takes what lies below this folder. No link is followed on the way, and the last name may be one
   * itself, which is then neither file nor folder.
   *
   * @param path names with slashes between them, bytes as in {@code /proc/1234/maps}
   * @throws NoSuchFileException if nothing is there, or only by a link
   */
  public Held at(String path) throws IOException {
    Held at = null;
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        close(at);
        throw new NoSuchFileException(path);
      }
      Held folder = at;
      try {
        at =
            open(folder == null ? descriptor : folder.descriptor, part, NAME_ONLY | FOLLOW_NO_LINK);
      } finally {
        close(folder);
      }
    }
    return at == null ? this : at;
  }

  /**
   * Reads how a regular file begins.
   *
   * @param most bytes, and no more
   * @throws IOException if it is none, or would have to be waited for
   */
  public byte[] begin(int most) throws IOException {
    if (!Files.isRegularFile(path())) {
      throw new FileSystemException(name, null, "not a regular file");
    }
    // by the descriptor's own name, so this opens the very file that was looked at
    try (Held open = open(NO_FOLDER, path().toString(), NEVER_WAIT);
        Arena arena = Arena.ofConfined()) {
      MemorySegment piece = arena.allocate(PIECE);
      byte[] bytes = new byte[Math.min(PIECE, most)];
      int length = 0;
      while (length < most) {
        long count =
            checked(
                name,
                Call.READ.with(
                    open.descriptor, piece.address(), Math.min(PIECE, most - length), 0));
        if (count == 0) {
          break;
        }
        if (length + count > bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * (length + count)));
        }
        MemorySegment.copy(piece, 0, MemorySegment.ofArray(bytes), length, count);
        length += (int) count;
      }
      return Arrays.copyOf(bytes, length);
    }
  }

  /**
   * Lists what lies in this folder under names of a pattern.
   *
   * @param most so many at most
   */
  public List<String> names(String pattern, int most) throws IOException {
    var names = new ArrayList<String>();
    if (!Files.isDirectory(path())) { // Java would open, and wait for, whatever it is
      throw new FileSystemException(name, null, "not a folder");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path(), pattern)) {
      for (Path entry : entries) {
        if (names.size() == most) {
          break;
        }
        names.add(entry.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Whether something lies in this folder under a name, be it a link. */
  public boolean has(String child) {
    return Files.exists(path().resolve(child), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Whether what this folder has under a name, be it behind links, is the very file or pipe that
   * another name stands for.
   */
  public boolean hasSame(String child, Path other) throws IOException {
    return Files.isSameFile(path().resolve(child), other);
  }

  /** Whether this is a folder in which files can be made. */
  public boolean isWritable() {
    return Files.isDirectory(path()) && Files.isWritable(path());
  }

  public boolean isSocket() throws IOException {
    return ((int) Files.getAttribute(path(), "unix:mode") & TYPE) == SOCKET;
  }

  /** Makes an empty file in this folder, where there is none of that name. */
  public void create(String child) throws IOException {
    Files.createFile(path().resolve(child));
  }

  /** Removes a file of this folder; of a link, the link. */
  public void remove(String child) throws IOException {
    Files.deleteIfExists(path().resolve(child));
  }

  /** Names exactly this, as long as it is held. */
  public Path path() {
    return Path.of("/proc/self/fd", Long.toString(descriptor));
  }

  @Override
  public void close() {
    Call.CLOSE.with(descriptor, 0, 0, 0);
  }

  private static void close(@Nullable Held held) {
    if (held != null) {
      held.close();
    }
  }

  private static Held open(long folder, String name, long flags) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      long text = arena.allocateFrom(name, BYTES).address();
      return new Held(
          checked(name, Call.OPENAT.with(folder, text, flags | CLOSE_ON_EXEC, 0)), name);
    }
  }

  private static long checked(String name, long result) throws IOException {
    if (result >= 0) {
      return result;
    }
    throw switch ((int) -result) {
      case 2, 20, 40 -> new NoSuchFileException(name); // ENOENT, ENOTDIR, ELOOP
      case 1, 13 -> new AccessDeniedException(name); // EPERM, EACCES
      default -> new FileSystemException(name, null, "errno " + -result);
    };
  }
}
