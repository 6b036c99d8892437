package dev.stuckpod.sidecar.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the files of /proc. */
public final class Proc {

  private final Path root;

  /** Reads below a root, {@code /proc} but in tests. */
  public Proc(Path root) {
    this.root = root;
  }

  /** Names the directory of a process. */
  public Path directory(int pid) {
    return root.resolve(Integer.toString(pid));
  }

  /** Names a file of a process. */
  public Path path(int pid, String name) {
    return directory(pid).resolve(name);
  }

  /** Lists the processes that are to be seen. */
  public List<Integer> pids() throws IOException {
    var pids = new ArrayList<Integer>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
      for (Path entry : entries) {
        pids.add(Integer.valueOf(entry.getFileName().toString()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return pids;
  }

  /** Reads a short file of a process as lines; what is not UTF-8 does no harm. */
  public List<String> lines(int pid, String name) throws IOException {
    return lines(pid, name, Stream::toList);
  }

  /** Looks at the lines of a file of a process, which may be many. */
  public <T> T lines(int pid, String name, Function<Stream<String>, T> look) throws IOException {
    return pieces(pid, name, '\n', look);
  }

  /** Tells whether there is such a one in a list that is separated by NUL: cmdline, environ. */
  public boolean hasWord(int pid, String name, Predicate<String> which) throws IOException {
    return pieces(pid, name, '\0', words -> words.anyMatch(which));
  }

  private <T> T pieces(int pid, String name, char end, Function<Stream<String>, T> look)
      throws IOException {
    try (InputStream in = Files.newInputStream(path(pid, name))) {
      return look.apply(Pieces.of(in, end));
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
  }

  /** Tells whether a process has a handler for SIGQUIT now; not when it is gone. */
  public boolean catchesSigquit(int pid) {
    try {
      return status(pid).catchesSigquit();
    } catch (IOException gone) {
      return false;
    }
  }

  ProcStatus status(int pid) throws IOException {
    return ProcStatus.parse(lines(pid, "status"));
  }

  /**
   * Reads when a process began, field 22 of stat in clock ticks since boot; empty when it is gone
   * or a zombie.
   */
  public OptionalLong startTime(int pid) {
    try {
      String stat = Files.readString(path(pid, "stat"), StandardCharsets.ISO_8859_1);
      // the name, field 2, may hold blanks and parentheses: fields are counted from behind it
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[0].equals("Z") || fields[0].equals("X")
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(fields[19]));
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }
}
