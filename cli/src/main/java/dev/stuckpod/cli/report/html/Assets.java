package dev.stuckpod.cli.report.html;

import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** The style and the script of a page, which are ours, and the policy that lets in no other. */
final class Assets {

  static final String STYLE = text("page.css");
  static final String SCRIPT = text("page.js");

  /** Nothing is fetched, nothing is sent, and nothing runs but what has these digests. */
  static final String POLICY =
      "default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'"
          .formatted(hash(STYLE), hash(SCRIPT));

  private Assets() {}

  private static String hash(String content) {
    byte[] digest = Sha256.begin().digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(digest));
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
