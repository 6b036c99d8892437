package dev.stuckpod.operator.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A container's log on disk.
 *
 * @param dumpAt where a dump begins in it, in bytes; -1 when there is none
 * @param bytes how long it is
 * @param problems what is missing
 */
public record SpooledLog(Path file, long dumpAt, long bytes, List<String> problems) {

  /** Tells whether a dump begins somewhere in it. */
  public boolean hasDump() {
    return dumpAt >= 0;
  }

  /** Opens it where the dump begins. */
  public InputStream openDump() throws IOException {
    InputStream in = Files.newInputStream(file);
    in.skipNBytes(Math.max(0, dumpAt));
    return in;
  }
}
