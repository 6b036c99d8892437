package dev.stuckpod.operator.alerts;

import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token in a file of a Secret, read again when it changes. Where there is none, nobody has it.
 */
final class BearerToken {

  private static final Logger LOG = LoggerFactory.getLogger(BearerToken.class);

  private static final String SCHEME = "Bearer ";

  /** So long the file is not looked at again. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final int LONGEST = 4096;

  private final Path file;
  private final Clock clock;
  private @Nullable String digest;
  private Instant lookAgainAt;
  private String trouble = "";

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with a sentence, if there is none
   */
  BearerToken(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
    this.lookAgainAt = clock.instant().plus(FRESH);
    look();
    if (digest == null) {
      throw new IllegalArgumentException(
          "There is no bearer token for Alertmanager (%s): see alertReceiver.bearerTokenSecret of the chart's values"
              .formatted(trouble));
    }
  }

  /**
   * Tells whether a request shows it; takes as long for one that is nearly right as for any other.
   *
   * @param authorization the request's header; null where it has none
   */
  boolean isShown(@Nullable String authorization) {
    String expected = current();
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String shown = digest(authorization.substring(SCHEME.length()).strip());
    return expected != null
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.US_ASCII),
            expected.getBytes(StandardCharsets.US_ASCII));
  }

  private synchronized @Nullable String current() {
    Instant now = clock.instant();
    if (!now.isBefore(lookAgainAt)) {
      lookAgainAt = now.plus(FRESH);
      look();
    }
    return digest;
  }

  private void look() {
    String now = "";
    try {
      String token = Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
      digest = token.isEmpty() ? null : digest(token);
      now = token.isEmpty() ? file + " is empty or longer than a token" : "";
    } catch (IOException wrong) {
      digest = null;
      now = String.valueOf(wrong);
    }
    if (!now.isEmpty() && !now.equals(trouble)) {
      LOG.warn("No alert is taken: {}", now);
    }
    trouble = now;
  }

  private static String digest(String token) {
    return Sha256.of(token);
  }
}
