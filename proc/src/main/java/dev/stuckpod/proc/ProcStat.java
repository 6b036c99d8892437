package dev.stuckpod.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What /proc/pid/stat says: a pid may be used again, a pid with its start is one process's for
 * ever.
 *
 * @param ended whether it is a zombie or less
 * @param ticks for how long it has run, in user and in kernel mode, in clock ticks
 * @param threads how many it has; of a thread's own file, its process has
 * @param startTime when it began, in clock ticks since boot
 */
public record ProcStat(boolean ended, long ticks, int threads, long startTime) {

  private static final int USER_TICKS = 11;
  private static final int KERNEL_TICKS = 12;
  private static final int THREADS = 17;
  private static final int START_TIME = 19;

  /**
   * Reads a file such as {@code /proc/1234/stat}.
   *
   * @throws IOException if the process is gone
   */
  public static ProcStat read(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  /** The name, field 2, may hold blanks and parentheses: fields are counted from behind it. */
  static ProcStat parse(String stat) throws IOException {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    if (fields.length <= START_TIME) {
      throw new IOException("The process's stat has no start time");
    }
    return new ProcStat(
        isOver(fields[0]),
        Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[KERNEL_TICKS]),
        Integer.parseInt(fields[THREADS]),
        Long.parseLong(fields[START_TIME]));
  }

  /** Whether a state is that of a process that has ended. */
  static boolean isOver(String state) {
    return state.startsWith("Z") || state.startsWith("X");
  }
}
