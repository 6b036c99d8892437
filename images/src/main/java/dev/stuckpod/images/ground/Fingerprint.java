package dev.stuckpod.images.ground;

import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A digest over texts and files: equal for equal contents. */
public final class Fingerprint {

  private final MessageDigest digest = Sha256.begin();

  /** Adds a text. */
  public void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file's contents. */
  public void add(Path file) throws IOException {
    add(Files.readAllBytes(file));
  }

  /** Ends the digest. */
  public String hex() {
    return Sha256.hex(digest);
  }

  private void add(byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
  }
}
