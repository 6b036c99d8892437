package dev.stuckpod.operator.entry;

import dev.stuckpod.operator.identity.ShownCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a port shows, in the files of a Secret. They are read again when they have
 * changed, as a renewal does; what is no certificate, or not yet both of them, is passed over.
 */
public final class CertificateFiles implements Supplier<ShownCertificate> {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateFiles.class);

  /** So long they are not looked at again. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private record Content(String certificate, String key) {}

  private final String who;
  private final Path folder;
  private final Clock clock;
  private Content content;
  private ShownCertificate shown;
  private String trouble = "";
  private Instant lookAgainAt;

  /**
   * Reads the webhook's.
   *
   * @throws IllegalArgumentException with a sentence, if they are none
   */
  public CertificateFiles(Path folder, Clock clock) {
    this("The webhook", "injection.certificate", folder, clock);
  }

  /**
   * Reads them.
   *
   * @param who shows them, as a sentence begins
   * @param value of the chart that names them
   * @throws IllegalArgumentException with a sentence, if they are none
   */
  public CertificateFiles(String who, String value, Path folder, Clock clock) {
    this.who = who;
    this.folder = folder;
    this.clock = clock;
    this.lookAgainAt = clock.instant().plus(FRESH);
    try {
      content = read();
      shown = PemCertificate.read(content.certificate(), content.key());
    } catch (IOException | IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "%s has no certificate in %s (%s): see %s of the chart's values"
              .formatted(who, folder, wrong.getMessage(), value),
          wrong);
    }
  }

  @Override
  public synchronized ShownCertificate get() {
    Instant now = clock.instant();
    if (!now.isBefore(lookAgainAt)) {
      lookAgainAt = now.plus(FRESH);
      look();
    }
    return shown;
  }

  private void look() {
    try {
      Content found = read();
      if (!found.equals(content)) {
        shown = PemCertificate.read(found.certificate(), found.key());
        content = found;
        LOG.info(
            "{} shows a new certificate, valid until {}",
            who,
            shown.chain().getFirst().getNotAfter().toInstant());
      }
      trouble = "";
    } catch (IOException | IllegalArgumentException wrong) {
      String now = String.valueOf(wrong.getMessage());
      if (!now.equals(trouble)) {
        LOG.warn("{} goes on with the certificate that it has: {}", who, now);
      }
      trouble = now;
    }
  }

  private Content read() throws IOException {
    return new Content(
        Files.readString(folder.resolve("tls.crt")), Files.readString(folder.resolve("tls.key")));
  }
}
