package dev.stuckpod.sidecar;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
      advise(Files.readAllLines(Path.of("/proc/self/maps")), madvise());
    } catch (IOException | RuntimeException _) {
      // it costs memory and time, and nothing else
    }
  }

  private static void advise(List<String> maps, MethodHandle madvise) {
    for (String map : maps) {
      int end = map.indexOf(' ');
      int dash = map.indexOf('-');
      if (dash > 0 && dash < end && map.indexOf('/', end) > 0) {
        long from = Long.parseUnsignedLong(map, 0, dash, 16);
        long to = Long.parseUnsignedLong(map, dash + 1, end, 16);
        try {
          int _ = (int) madvise.invokeExact(from, to - from, MADV_RANDOM);
        } catch (RuntimeException | Error e) {
          throw e;
        } catch (Throwable impossible) {
          throw new IllegalStateException("native calls throw nothing of their own", impossible);
        }
      }
    }
  }

  private static MethodHandle madvise() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("madvise"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT));
  }
}
