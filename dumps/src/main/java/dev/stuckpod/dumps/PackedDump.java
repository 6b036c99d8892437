package dev.stuckpod.dumps;

import dev.stuckpod.protocol.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/**
 * A dump on disk, compressed, and what it measures before compression.
 *
 * @param gzip the file
 * @param gzipBytes how long the file is
 * @param gzipSha256 the file's digest, hex
 * @param bytes how long the dump is
 * @param lines how many lines it has
 * @param sha256 its digest, hex
 * @param cut whether it was larger than is kept, and the rest was left out
 */
public record PackedDump(
    Path gzip,
    long gzipBytes,
    String gzipSha256,
    long bytes,
    long lines,
    String sha256,
    boolean cut) {

  /** Dumps of a million goroutines are about as large as this. */
  public static final long LARGEST = 1L << 30;

  /**
   * Compresses a dump.
   *
   * @param gzip the file that is written
   * @param to that file, open
   */
  public static PackedDump write(InputStream dump, Path gzip, OutputStream to) throws IOException {
    MessageDigest digest = Sha256.begin();
    var file = new Counting(to);
    long bytes = 0;
    long lines = 0;
    boolean cut = false;
    try (InputStream in = new DigestInputStream(new BufferedInputStream(dump, 1 << 16), digest);
        OutputStream out = new GZIPOutputStream(file, 1 << 16)) {
      byte[] buffer = new byte[1 << 16];
      for (int n; !cut && (n = in.read(buffer)) >= 0; ) {
        out.write(buffer, 0, n);
        bytes += n;
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        cut = bytes >= LARGEST;
      }
    }
    return new PackedDump(gzip, file.bytes(), file.sha256(), bytes, lines, Sha256.hex(digest), cut);
  }

  /** The same, known to be cut by whoever gave it. */
  public PackedDump asCut() {
    return new PackedDump(gzip, gzipBytes, gzipSha256, bytes, lines, sha256, true);
  }
}
