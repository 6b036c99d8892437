package dev.stuckpod.operator.identity;

import dev.stuckpod.protocol.Sha256;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import okhttp3.tls.Certificates;
import okhttp3.tls.HeldCertificate;

/**
 * Two certificate authorities. Sidecars are given both when they are injected, so that the next one
 * can take over without a restart of any pod, when it is time or when the current one's key has
 * leaked. The next one's key is not needed until then, and is not here.
 *
 * @param current issues certificates
 * @param next will
 */
record Authority(HeldCertificate current, X509Certificate next) {

  /** How long one issues: so long is a sidecar reached at least after it was injected. */
  static final Duration RULE = Duration.ofDays(9 * 365L);

  /** A certificate ends no later than its authority. */
  static final Duration SPARE = Duration.ofDays(365);

  /** One is made when the one before begins to issue, waits as long, and issues as long. */
  static final Duration LIFETIME = RULE.multipliedBy(2).plus(SPARE);

  /** How long an issued certificate lives. It is kept in memory only and renewed at half time. */
  static final Duration ISSUED_LIFETIME = Duration.ofDays(60);

  /** Clocks differ. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final int ID_BYTES = 5;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Makes one. */
  static HeldCertificate create(Instant now) {
    return builder("stuckpod-ca-" + Long.toHexString(RANDOM.nextLong()), now, LIFETIME)
        .certificateAuthority(0)
        .build();
  }

  /**
   * When the next one takes over: after its time of waiting, which began when it was made, and
   * while the current one has some left.
   */
  Instant takeOver() {
    Instant waited = next.getNotBefore().toInstant().plus(EARLIER).plus(RULE);
    Instant ending = current.certificate().getNotAfter().toInstant().minus(SPARE);
    return waited.isBefore(ending) ? waited : ending;
  }

  /** Both certificates in PEM: what others trust. */
  String bundle() {
    return current.certificatePem() + Certificates.certificatePem(next);
  }

  /** Names both, in a form that a label's value may have. */
  String id() {
    return id(current.certificate()) + "-" + id(next);
  }

  /** Names one, by its fingerprint's begin. */
  static String id(X509Certificate certificate) {
    try {
      return Sha256.of(certificate.getEncoded()).substring(0, 2 * ID_BYTES);
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("a certificate that is held has bytes", impossible);
    }
  }

  /** Issues the certificate that the operator shows to sidecars. */
  HeldCertificate issueClient(Instant now) {
    return builder("stuckpod-operator", now, ISSUED_LIFETIME).signedBy(current).build();
  }

  private static HeldCertificate.Builder builder(
      String commonName, Instant now, Duration lifetime) {
    return new HeldCertificate.Builder()
        .commonName(commonName)
        .serialNumber(new BigInteger(64, RANDOM).abs())
        .validityInterval(now.minus(EARLIER).toEpochMilli(), now.plus(lifetime).toEpochMilli())
        .ecdsa256();
  }
}
