package dev.stuckpod.operator.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class OperatorIdentityTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Kept kept = Kept.from(START);
  private final AtomicInteger reads = new AtomicInteger();
  private final OperatorIdentity identity =
      new OperatorIdentity(
          () -> {
            reads.incrementAndGet();
            return kept.get();
          },
          kept.clock());

  @Test
  void certificatesComeFromTheCurrentAuthority() throws Exception {
    identity.clientCertificate().certificate().verify(kept.get().current().keyPair().getPublic());
  }

  @Test
  void certificatesAreRenewedAtHalfTimeAndNotBefore() {
    HeldCertificate first = identity.clientCertificate();
    kept.pass(Duration.ofDays(29));
    assertThat(identity.clientCertificate()).isSameAs(first);
    kept.pass(Duration.ofDays(2));
    HeldCertificate second = identity.clientCertificate();
    assertThat(second).isNotSameAs(first);
    assertThat(second.certificate().getNotAfter().toInstant())
        .isAfter(kept.instant().plus(Duration.ofDays(30)));
  }

  /** As long as there is an operator, what it shows is valid, and so is who vouches for it. */
  @Test
  void whatIsShownIsValidInEachWeekOfThirtyYears() throws Exception {
    for (int week = 0; week < 30 * 52; week++) {
      var shown = identity.clientCertificate().certificate();
      Authority issuer = kept.get();
      shown.checkValidity(Date.from(kept.instant()));
      issuer.current().certificate().checkValidity(Date.from(kept.instant()));
      issuer.next().checkValidity(Date.from(kept.instant()));
      shown.verify(issuer.current().certificate().getPublicKey());
      assertThat(shown.getNotAfter()).isBefore(issuer.current().certificate().getNotAfter());
      kept.pass(Duration.ofDays(7));
    }
  }

  @Test
  void theNextAuthorityTakesOverAfterNineYearsAndIsTrustedByWhoeverWasGivenTheOldBundle()
      throws Exception {
    String given = identity.authorities().pem();
    Authority before = kept.get();
    kept.pass(Authority.RULE.minusMinutes(1));
    assertThat(identity.authorities().pem()).isEqualTo(given);
    kept.pass(Duration.ofMinutes(1));
    identity.clientCertificate().certificate().verify(before.next().getPublicKey());
    assertThat(identity.authorities().id())
        .startsWith(Authority.id(before.next()) + "-")
        .isNotEqualTo(before.id());
  }

  @Test
  void anOperatorThatWasOffForThreeYearsShowsWhatSidecarsTrust() throws Exception {
    kept.pass(Duration.ofDays(8 * 365));
    String given = identity.authorities().pem();
    kept.pass(Duration.ofDays(3 * 365));
    var shown = identity.clientCertificate().certificate();
    shown.checkValidity(Date.from(kept.instant()));
    shown.verify(kept.get().current().certificate().getPublicKey());
    assertThat(given).contains(kept.get().current().certificatePem());
  }

  @Test
  void aRevokedOneIsNotShownAMinuteLater() throws Exception {
    Authority before = kept.get();
    identity.clientCertificate();
    kept.deleteFirst();
    kept.pass(OperatorIdentity.FRESH);
    identity.clientCertificate().certificate().verify(before.next().getPublicKey());
    assertThat(identity.authorities().pem()).doesNotContain(before.current().certificatePem());
  }

  @Test
  void whoLooksSeesItAtOnceAndNobodyReadsAtEveryCall() {
    String before = identity.authorities().id();
    identity.clientCertificate();
    assertThat(reads).hasValue(1);
    kept.deleteFirst();
    assertThat(identity.authorities().id()).isEqualTo(before);
    identity.look();
    assertThat(identity.authorities().id()).isNotEqualTo(before);
    assertThat(reads).hasValue(2);
  }

  @Test
  void namesBothInALabelsForm() {
    assertThat(identity.authorities().id()).matches("[0-9a-f]{10}-[0-9a-f]{10}");
  }
}
