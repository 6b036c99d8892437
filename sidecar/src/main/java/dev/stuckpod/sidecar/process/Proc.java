package dev.stuckpod.sidecar.process;

import dev.stuckpod.goroutines.ProgramFile;
import dev.stuckpod.proc.ProcStat;
import dev.stuckpod.proc.ProcStatus;
import dev.stuckpod.proc.ThreadRuns;
import dev.stuckpod.sidecar.files.Held;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the files of /proc, which the kernel makes; what it shows of an app's own files is held
 * first.
 */
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

  /** Takes the root that a process has, below which all files are its container's. */
  public Held rootOf(int pid) throws IOException {
    return Held.of(path(pid, "root"));
  }

  /** Takes the folder that a process works in. */
  public Held workingFolderOf(int pid) throws IOException {
    return Held.of(path(pid, "cwd"));
  }

  /**
   * Tells what a process runs; empty where that may not be seen.
   *
   * @return the file's name in the process's own root
   */
  public Optional<String> program(int pid) {
    return link(path(pid, "exe"));
  }

  /** Tells the Go version of what a process runs; empty where that is no Go. */
  Optional<String> goVersion(int pid) throws IOException {
    return ProgramFile.goVersion(path(pid, "exe"));
  }

  /** Looks at what the descriptors of a process are, such as {@code socket:[1234]}. */
  public void descriptors(int pid, Consumer<String> look) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(path(pid, "fd"))) {
      for (Path descriptor : descriptors) {
        link(descriptor).ifPresent(look);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("the process has too many descriptors");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Whether the kernel has such a file of a process. */
  public boolean has(int pid, String name) {
    return Files.exists(path(pid, name));
  }

  private Path path(int pid, String name) {
    return directory(pid).resolve(name);
  }

  private static Optional<String> link(Path file) {
    try {
      return Optional.of(Files.readSymbolicLink(file).toString());
    } catch (IOException | UnsupportedOperationException closed) {
      return Optional.empty();
    }
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

  /**
   * Reads some variables of the environment that a process was started with; of one that stands
   * there twice, the first.
   */
  public Map<String, String> environment(int pid, Set<String> names) throws IOException {
    return pieces(
        pid,
        "environ",
        '\0',
        words ->
            words
                .map(word -> word.split("=", 2))
                .filter(word -> word.length == 2 && names.contains(word[0]))
                .collect(Collectors.toMap(word -> word[0], word -> word[1], (first, _) -> first)));
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
    return ProcStatus.read(path(pid, "status"));
  }

  /**
   * Reads how much each thread of a process has run.
   *
   * @param most are read
   * @return how many were read, and how many there are at least
   * @throws IOException if the process is gone
   */
  public Threads threads(int pid, int most, ThreadRuns.Visitor visitor) throws IOException {
    int read = new ThreadRuns().read(directory(pid), most, visitor);
    return new Threads(read, Math.max(read, ProcStat.read(path(pid, "stat")).threads()));
  }

  /** How many threads were read, and how many there are. */
  public record Threads(int read, int all) {}

  /** Reads when a process began, in clock ticks since boot; empty when it is gone or a zombie. */
  public OptionalLong startTime(int pid) {
    try {
      ProcStat stat = ProcStat.read(path(pid, "stat"));
      return stat.ended() ? OptionalLong.empty() : OptionalLong.of(stat.startTime());
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }
}
