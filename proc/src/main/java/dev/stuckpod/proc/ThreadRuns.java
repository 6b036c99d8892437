package dev.stuckpod.proc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * How much each thread of a process has run. The kernel shows it to everyone, and the threads do
 * not notice. Not for several threads at once.
 */
public final class ThreadRuns {

  /** More than three numbers take. */
  private static final int LONGEST_SCHEDSTAT = 128;

  /** Of what the kernel shows, whatever its own clock is (USER_HZ). */
  private static final long NANOS_A_TICK = 10_000_000;

  private static final String SWITCHES = "voluntary_ctxt_switches:";

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(LONGEST_SCHEDSTAT);

  /**
   * How much one thread has run. Where both numbers are as before, it has neither run nor switched.
   *
   * @param ran in nanoseconds; in steps of 10 ms where the kernel counts no better
   * @param switches how often it was given a CPU, or taken from one
   */
  public record Run(long ran, long switches) {}

  /** Takes what was read. */
  public interface Visitor {
    /** A thread, by its number. */
    void see(int thread, Run run);
  }

  /**
   * Reads the threads of a process, the oldest first; those that end meanwhile are passed over.
   *
   * @param process such as {@code /proc/1234}
   * @param most are read
   * @return how many were read
   * @throws IOException if the process is gone
   */
  public int read(Path process, int most, Visitor visitor) throws IOException {
    int read = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        if (read == most) {
          break;
        }
        Optional<Run> run = run(thread);
        if (run.isPresent()) {
          visitor.see(Integer.parseInt(thread.getFileName().toString()), run.get());
          read++;
        }
      }
      return read;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private Optional<Run> run(Path thread) throws IOException {
    try {
      Optional<Run> precise = schedstat(thread.resolve("schedstat"));
      return precise.isPresent() ? precise : Optional.of(coarse(thread));
    } catch (NoSuchFileException ended) {
      return Optional.empty();
    } catch (IOException | NumberFormatException broken) {
      if (!Files.exists(thread)) {
        return Optional.empty();
      }
      throw new IOException("A thread's files make no sense: " + broken.getMessage(), broken);
    }
  }

  /** Empty where the kernel does not count so. */
  private Optional<Run> schedstat(Path file) throws IOException {
    bytes.clear();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(bytes);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    return schedstat(StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString());
  }

  /** Reads {@code NANOSECONDS WAITED TIMES} (Documentation/scheduler/sched-stats.rst). */
  static Optional<Run> schedstat(String text) {
    String[] fields = text.strip().split(" ", -1);
    Run run = new Run(Long.parseLong(fields[0]), Long.parseLong(fields[fields.length - 1]));
    return run.ran() == 0 && run.switches() == 0 ? Optional.empty() : Optional.of(run);
  }

  private static Run coarse(Path thread) throws IOException {
    return new Run(
        ProcStat.read(thread.resolve("stat")).ticks() * NANOS_A_TICK,
        switches(Files.readAllLines(thread.resolve("status"), StandardCharsets.ISO_8859_1)));
  }

  /** Of its own will, and against it. */
  private static long switches(List<String> status) {
    return status.stream()
        .filter(line -> line.contains(SWITCHES))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .sum();
  }
}
