package dev.stuckpod.operator.identity;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import okhttp3.tls.HeldCertificate;

/**
 * Two certificate authorities. Sidecars are given both when they are injected, so that the next one
 * can take over without a restart of any pod.
 *
 * @param current issues certificates
 * @param next will
 */
record Authority(HeldCertificate current, HeldCertificate next) {

  static final Duration LIFETIME = Duration.ofDays(3650);

  /** A certificate ends no later than its authority; so the next takes over while time is left. */
  static final Duration TAKE_OVER = Duration.ofDays(365);

  /** How long an issued certificate lives. It is kept in memory only and renewed at half time. */
  static final Duration ISSUED_LIFETIME = Duration.ofDays(60);

  /** Clocks differ. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Makes two new ones. */
  static Authority create(Instant now) {
    return new Authority(newAuthority(now), newAuthority(now.plus(LIFETIME).minus(TAKE_OVER)));
  }

  /** Lets the next one take over when the current one comes to its end; otherwise the same. */
  Authority at(Instant now) {
    Instant end = current.certificate().getNotAfter().toInstant();
    if (now.plus(TAKE_OVER).isBefore(end)) {
      return this;
    }
    Instant nextEnd = next.certificate().getNotAfter().toInstant();
    return now.plus(TAKE_OVER).isBefore(nextEnd)
        ? new Authority(next, newAuthority(nextEnd.minus(TAKE_OVER)))
        : create(now);
  }

  /** Both certificates in PEM: what others trust. */
  String bundle() {
    return current.certificatePem() + next.certificatePem();
  }

  /** Issues the certificate that the operator shows to sidecars. */
  HeldCertificate issueClient(Instant now) {
    return builder("stuckpod-operator", now, ISSUED_LIFETIME).signedBy(current).build();
  }

  /** The next one's time begins when it takes over: to be trusted it need not have begun. */
  private static HeldCertificate newAuthority(Instant start) {
    return builder("stuckpod-ca-" + Long.toHexString(RANDOM.nextLong()), start, LIFETIME)
        .certificateAuthority(0)
        .build();
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
