package dev.stuckpod.sidecar.attach;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the counters that a HotSpot JVM keeps in /tmp/hsperfdata_USER/PID (perfMemory.hpp): a
 * header of 32 bytes, then entries with a name and a value.
 */
final class PerfData {

  private static final int MAGIC = 0xcafec0c0;
  private static final int HEADER = 32;
  private static final int ENTRY = 20;
  private static final String CAPABILITIES = "sun.rt.jvmCapabilities";

  private PerfData() {}

  /**
   * Tells whether the JVM lets itself be attached to: the first of its capabilities. However that
   * was switched off (command line, argument file, environment), it is seen here. Empty where the
   * bytes do not tell.
   */
  static Optional<Boolean> attachable(byte[] bytes) {
    ByteBuffer data = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER || data.getInt(0) != MAGIC) {
      return Optional.empty();
    }
    data.order(data.get(4) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = data.getInt(24);
    int entries = data.getInt(28);
    for (int i = 0; i < entries && at >= HEADER && at <= bytes.length - ENTRY; i++) {
      int length = data.getInt(at);
      long value = (long) at + data.getInt(at + 16);
      if (length < ENTRY || length > bytes.length - at) {
        return Optional.empty();
      }
      if (isNamed(bytes, at + data.getInt(at + 4), CAPABILITIES)
          && value >= at
          && value < at + length) {
        return Optional.of(bytes[(int) value] == '1');
      }
      at += length;
    }
    return Optional.empty();
  }

  private static boolean isNamed(byte[] bytes, int at, String name) {
    return at > 0
        && at < bytes.length - name.length()
        && new String(bytes, at, name.length(), StandardCharsets.US_ASCII).equals(name);
  }
}
