package dev.stuckpod.operator.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class OperatorIdentityTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private Authority stored = Authority.create(START);
  private final Clock clock = ticking();
  private final OperatorIdentity identity =
      new OperatorIdentity(
          () -> {
            stored = stored.at(now);
            return stored;
          },
          clock);

  private Clock ticking() {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Test
  void certificatesComeFromTheCurrentAuthority() throws Exception {
    identity.clientCertificate().certificate().verify(stored.current().keyPair().getPublic());
  }

  @Test
  void certificatesAreRenewedAtHalfTimeAndNotBefore() {
    HeldCertificate first = identity.clientCertificate();
    pass(Duration.ofDays(29));
    assertThat(identity.clientCertificate()).isSameAs(first);
    pass(Duration.ofDays(2));
    HeldCertificate second = identity.clientCertificate();
    assertThat(second).isNotSameAs(first);
    assertThat(second.certificate().getNotAfter().toInstant())
        .isAfter(now.plus(Duration.ofDays(30)));
  }

  @Test
  void theNextAuthorityTakesOverAndIsTrustedByWhoeverWasGivenTheOldBundle() throws Exception {
    String given = identity.authorities();
    Authority before = stored;
    pass(Duration.ofDays(3650 - 300));
    HeldCertificate client = identity.clientCertificate();
    client.certificate().verify(before.next().keyPair().getPublic());
    assertThat(given).contains(before.next().certificatePem());
    assertThat(identity.authorities())
        .startsWith(before.next().certificatePem())
        .isNotEqualTo(given);
    client.certificate().checkValidity(Date.from(now));
    before.next().certificate().checkValidity(Date.from(now));
  }

  @Test
  void authoritiesLiveTenYears() {
    assertThat(stored.current().certificate().getNotAfter().toInstant())
        .isEqualTo(START.plus(Duration.ofDays(3650)));
    assertThat(stored.next().certificate().getNotAfter())
        .isAfter(stored.current().certificate().getNotAfter());
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
