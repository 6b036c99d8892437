package dev.stuckpod.till;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A chain of signatures: each covers the one before. Not safe for use by several threads. */
final class Receipt {

  private static final int ROUNDS = 1500;

  private final MessageDigest digest;
  private byte[] last = new byte[32];

  Receipt() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  /** Takes about a millisecond, as a signing chip would. */
  void sign(String kind, long cents) {
    digest.update(kind.getBytes(StandardCharsets.UTF_8));
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(cents).flip());
    for (int i = 0; i < ROUNDS; i++) {
      last = digest.digest(last);
    }
  }
}
