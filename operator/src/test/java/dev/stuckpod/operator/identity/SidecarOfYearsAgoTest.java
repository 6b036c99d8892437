package dev.stuckpod.operator.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sidecar's own server and the operator's own client. TLS goes by the machine's clock, so it is
 * the past that is moved: all is made when it would have been, and met today.
 */
class SidecarOfYearsAgoTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final int YEAR = 365;

  private final Instant today = Instant.now();

  @TempDir private Path folder = Path.of("");

  /** The worst moment to be injected is right before a take-over, the best right behind one. */
  @ParameterizedTest
  @CsvSource({
    "0, worst, true",
    "1, worst, true",
    "3200, worst, true",
    "3284, worst, true", // nine years
    "3290, worst, false",
    "3700, best, true", // its own certificate has ended
    "6560, best, true", // eighteen years
    "6580, best, false",
  })
  void isReachedForNineYearsAtLeast(int days, String moment, boolean reached) throws Exception {
    Instant injected = today.minus(Duration.ofDays(days));
    Kept kept =
        Kept.from(moment.equals("best") ? injected : injected.minus(Authority.RULE).plus(DAY));
    kept.get();
    kept.pass(Duration.between(kept.instant(), injected));
    String given = kept.get().bundle();
    while (kept.instant().isBefore(today)) {
      Duration left = Duration.between(kept.instant(), today);
      kept.pass(left.compareTo(MONTH) < 0 ? left : MONTH);
      kept.get();
    }
    assertThat(
            isReached(
                given, injected, new OperatorIdentity(kept, kept.clock()).clientCertificate()))
        .isEqualTo(reached);
  }

  @Test
  void isReachedByAnOperatorThatWasOffForThreeYearsInWhichItsAuthorityEnded() throws Exception {
    Instant injected = today.minus(Duration.ofDays(11 * YEAR));
    Kept kept = new Kept(injected, ofBefore(injected));
    String given = kept.get().bundle();
    kept.pass(Duration.ofDays(8 * YEAR));
    kept.get();
    kept.pass(Duration.ofDays(3 * YEAR));
    assertThat(
            isReached(
                given, injected, new OperatorIdentity(kept, kept.clock()).clientCertificate()))
        .isTrue();
  }

  @Test
  void isReachedWithTheNextOneWhereTheKeyOfTheFirstHasLeaked() throws Exception {
    Kept kept = Kept.from(today.minus(MONTH));
    HeldCertificate leaked = kept.get().current();
    String given = kept.get().bundle();
    kept.pass(MONTH);
    kept.deleteFirst();
    HeldCertificate shown = new OperatorIdentity(kept, kept.clock()).clientCertificate();

    assertThat(isReached(given, today, shown)).as("of before").isTrue();
    assertThat(isReached(given, today, issuedBy(leaked))).as("until it is rolled out").isTrue();
    String since = kept.get().bundle();
    assertThat(isReached(since, today, shown)).as("since").isTrue();
    assertThat(isReached(since, today, issuedBy(leaked))).as("since, by a thief").isFalse();
  }

  /** Versions of before made the next one's time begin when it was to take over. */
  @Test
  void isReachedWithANextOneOfBeforeWhoseTimeHasNotBegun() throws Exception {
    Kept kept = new Kept(today, ofBefore(today));
    String given = kept.get().bundle();
    kept.deleteFirst();
    Authority now = kept.get();
    assertThat(now.current().certificate().getNotBefore().toInstant()).isAfter(today);
    assertThat(
            isReached(given, today, new OperatorIdentity(kept, kept.clock()).clientCertificate()))
        .isTrue();
  }

  private static Stored ofBefore(Instant start) {
    return new Stored(
        authority(start, Duration.ZERO), authority(start, Duration.ofDays(9 * YEAR)), null);
  }

  private static HeldCertificate authority(Instant start, Duration later) {
    Instant begin = start.plus(later).minus(DAY);
    return new HeldCertificate.Builder()
        .commonName("stuckpod-ca-" + later.toDays())
        .validityInterval(
            begin.toEpochMilli(), begin.plus(Duration.ofDays(10 * YEAR)).toEpochMilli())
        .certificateAuthority(0)
        .build();
  }

  private static HeldCertificate issuedBy(HeldCertificate authority) {
    return new HeldCertificate.Builder().signedBy(authority).build();
  }

  private boolean isReached(String trusted, Instant made, HeldCertificate shown) throws Exception {
    try (var sidecar = new RealSidecar(folder, trusted, made)) {
      return sidecar.answers(shown);
    }
  }
}
