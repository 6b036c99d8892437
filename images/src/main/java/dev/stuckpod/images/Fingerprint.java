package dev.stuckpod.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A digest over texts and files: equal for equal contents. */
final class Fingerprint {

  private final MessageDigest digest = Digest.sha256();

  /** Adds a text. */
  void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file's contents. */
  void add(Path file) throws IOException {
    add(Files.readAllBytes(file));
  }

  /** Ends the digest. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void add(byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
  }
}
