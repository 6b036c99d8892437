package dev.stuckpod.operator.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.identity.Stored.Upkeep;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each state of the two Secrets, and what follows whoever is killed where. */
class StoredTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = START.plus(Authority.RULE);

  private static final Duration LATE_BY = Authority.LIFETIME;

  private static final HeldCertificate ONE = Authority.create(START);
  private static final HeldCertificate TWO = Authority.create(START);
  private static final HeldCertificate OTHER = Authority.create(START);

  /** Stored, when, and the authorities that follow: a new one is "new". */
  static Stream<Case> cases() {
    return Stream.of(
        new Case("nothing", new Stored(null, null, null), START, "new new"),
        new Case("as it is to be", new Stored(ONE, null, TWO), START, "one two"),
        new Case("first deleted", new Stored(null, null, TWO), START, "two new"),
        new Case("second deleted", new Stored(ONE, null, null), START, "one new"),
        new Case("taken over by half", new Stored(TWO, null, TWO), START, "two new"),
        new Case("time over", new Stored(ONE, null, TWO), LATE, "two new"),
        new Case("both ended", new Stored(ONE, null, TWO), LATE.plus(LATE_BY), "new new"),
        new Case("form of before", new Stored(ONE, TWO, null), START, "one two"),
        new Case("moved by half", new Stored(ONE, TWO, TWO), START, "one two"),
        new Case("moved again", new Stored(ONE, TWO, OTHER), START, "one two"),
        new Case("form of before, first cut out", new Stored(null, TWO, null), START, "two new"),
        new Case("form of before, time over", new Stored(ONE, TWO, null), LATE, "two new"));
  }

  record Case(String name, Stored stored, Instant now, String follows) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsWhereItShouldAndSoDoesWhoeverContinuesIt(Case it) {
    for (Stored state : Kept.way(it.stored(), it.now())) {
      Authority end = new Kept(it.now(), state).get();
      assertThat(name(end.current().certificate()) + " " + name(end.next()))
          .as("from %s", state)
          .isEqualTo(it.follows());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noWriteLosesAKeyThatIsToStay(Case it) {
    Authority end = new Kept(it.now(), it.stored()).get();
    for (Stored state : Kept.way(it.stored(), it.now())) {
      List<X509Certificate> kept =
          Stream.of(state.current(), state.beside(), state.next())
              .filter(Objects::nonNull)
              .map(HeldCertificate::certificate)
              .toList();
      assertThat(Stream.of(end.current().certificate(), end.next()))
          .filteredOn(one -> !name(one).equals("new"))
          .allMatch(kept::contains);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFirstSecretIsWrittenWithOneKeyAlone(Case it) {
    for (Stored state : Kept.way(it.stored(), it.now())) {
      if (state.step(it.now()) instanceof Upkeep.WriteCurrent) {
        assertThat(state.beside() == null || state.beside().equals(state.next()))
            .as("what is taken out of the first is in the second")
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aTurnOfTheClockByADayChangesNothingForGood(Case it) {
    Kept kept = new Kept(it.now(), it.stored());
    String before = kept.get().id();
    kept.pass(Duration.ofDays(-1));
    assertThat(kept.get().id()).isEqualTo(before);
  }

  private static String name(X509Certificate certificate) {
    return certificate.equals(ONE.certificate())
        ? "one"
        : certificate.equals(TWO.certificate())
            ? "two"
            : certificate.equals(OTHER.certificate()) ? "other" : "new";
  }
}
