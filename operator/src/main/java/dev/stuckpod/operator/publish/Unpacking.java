package dev.stuckpod.operator.publish;

import dev.stuckpod.dumps.PackedDump;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a dump that a sidecar sends. Whoever is in the sidecar's place may send what he likes, so
 * it ends where more comes than a dump can be, and says so.
 */
public final class Unpacking extends InputStream {

  /** More than any sidecar keeps. */
  private static final long MOST_PACKED = 256L << 20;

  /** Twice what twenty thousand equal goroutines give; a bomb gives a thousand. */
  private static final long MOST_RATIO = 300;

  /** From here on the ratio counts. */
  private static final long SETTLED = 16L << 20;

  /** Of a file that a dump is unpacked into, and packed anew. */
  public static final String ENDING = "gz";

  private final Packed packed;
  private final GZIPInputStream unpacked;
  private long bytes;
  private @Nullable String cut;

  /** Unpacks a gzip stream. */
  public Unpacking(InputStream gzip) throws IOException {
    this.packed = new Packed(gzip);
    this.unpacked = new GZIPInputStream(packed, 1 << 16);
  }

  /**
   * Unpacks what a sidecar sends, as far as it may be, into a file of ours.
   *
   * @param file that path, open
   * @param problems where it says what was left out; what was there before is removed
   */
  public static PackedDump into(
      Path path, OutputStream file, InputStream gzip, List<String> problems) throws IOException {
    problems.clear();
    var unpacked = new Unpacking(gzip);
    PackedDump dump = PackedDump.write(unpacked, path, file);
    String cut = unpacked.cut();
    if (cut == null && !dump.cut()) {
      return dump;
    }
    problems.add(
        (cut == null ? "The dump is larger than %d MiB".formatted(PackedDump.LARGEST >> 20) : cut)
            + ": the rest was left out");
    return dump.asCut();
  }

  /** Why it ended before its end, in one sentence; null when it did not. */
  public @Nullable String cut() {
    return cut;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (cut != null) {
      return -1;
    }
    int read;
    try {
      read = unpacked.read(buffer, offset, length);
    } catch (EOFException e) {
      if (!packed.isFull()) {
        throw e;
      }
      cut = "The dump is larger than %d MiB packed".formatted(MOST_PACKED >> 20);
      return -1;
    }
    bytes += Math.max(0, read);
    if (bytes > SETTLED && bytes > MOST_RATIO * packed.bytes) {
      cut = "What was sent unpacks to more than %d times its size".formatted(MOST_RATIO);
      return -1;
    }
    return read;
  }

  /** What comes in, counted; it ends where it is too much. */
  private static final class Packed extends FilterInputStream {
    private long bytes;

    Packed(InputStream in) {
      super(in);
    }

    boolean isFull() {
      return bytes >= MOST_PACKED;
    }

    @Override
    public int read() throws IOException {
      int b = isFull() ? -1 : super.read();
      bytes += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = isFull() ? -1 : super.read(buffer, offset, length);
      bytes += Math.max(0, read);
      return read;
    }
  }
}
