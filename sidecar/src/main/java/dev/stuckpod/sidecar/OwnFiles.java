package dev.stuckpod.sidecar;

import dev.stuckpod.sidecar.kernel.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Has the kernel read of the JVM's own files (its library, its classes) only what is used. It reads
 * ahead else, and whoever reads a page first pays for it: in a container of 64 MiB what is read
 * ahead drives out what is needed, which is read again, with its neighbours, for seconds.
 */
public final class OwnFiles {

  private static final int MADV_RANDOM = 1;

  private OwnFiles() {}

  /** Tells the kernel so about everything that is mapped now; where it cannot, nothing changes. */
  public static void readNothingAhead() {
    try {
      Files.readAllLines(Path.of("/proc/self/maps")).forEach(OwnFiles::advise);
    } catch (IOException | RuntimeException _) {
      // it costs memory and time, and nothing else
    }
  }

  private static void advise(String map) {
    int end = map.indexOf(' ');
    int dash = map.indexOf('-');
    if (dash > 0 && dash < end && map.indexOf('/', end) > 0) {
      long from = Long.parseUnsignedLong(map, 0, dash, 16);
      long to = Long.parseUnsignedLong(map, dash + 1, end, 16);
      Call.MADVISE.with(from, to - from, MADV_RANDOM, 0);
    }
  }
}
