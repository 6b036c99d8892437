package dev.stuckpod.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What /proc/pid/stat says of a process and its terminal. */
public final class ProcTerminal {

  private static final int GROUP = 2;
  private static final int FOREGROUND = 5;

  private ProcTerminal() {}

  /**
   * Whether the terminal's keys, such as Ctrl-C, reach a process: its group is the terminal's
   * foreground, as is whatever it has started and not put elsewhere.
   *
   * @param file such as {@code /proc/1234/stat}
   * @throws IOException if the process is gone
   */
  public static boolean hasKeys(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  /** The name, field 2, may hold blanks and parentheses: fields are counted from behind it. */
  static boolean parse(String stat) throws IOException {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    if (fields.length <= FOREGROUND) {
      throw new IOException("The process's stat has no terminal");
    }
    return fields[GROUP].equals(fields[FOREGROUND]);
  }
}
