package dev.stuckpod.operator.publish;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A dump on disk, compressed, and what it measures before compression.
 *
 * @param gzip the file
 * @param bytes how long the dump is
 * @param lines how many lines it has
 * @param sha256 its digest, hex
 */
public record DumpFile(Path gzip, long bytes, long lines, String sha256) {

  /** Compresses a dump into a file. */
  public static DumpFile write(InputStream dump, Path gzip) throws IOException {
    MessageDigest digest = sha256Digest();
    long bytes = 0;
    long lines = 0;
    try (InputStream in = new DigestInputStream(new BufferedInputStream(dump, 1 << 16), digest);
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip), 1 << 16)) {
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = in.read(buffer)) >= 0; ) {
        out.write(buffer, 0, n);
        bytes += n;
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return new DumpFile(gzip, bytes, lines, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
