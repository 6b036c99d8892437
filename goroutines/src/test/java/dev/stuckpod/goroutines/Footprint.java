package dev.stuckpod.goroutines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process notices of being read: its minor faults and its resident pages. */
final class Footprint {

  private static final int MINOR_FAULTS = 7;
  private static final int RESIDENT = 21;

  private Footprint() {}

  static long[] of(Path proc) throws IOException {
    String stat = Files.readString(proc.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new long[] {Long.parseLong(fields[MINOR_FAULTS]), Long.parseLong(fields[RESIDENT])};
  }
}
