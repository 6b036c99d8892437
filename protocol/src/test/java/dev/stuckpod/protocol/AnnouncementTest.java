package dev.stuckpod.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

  @Test
  void comesBackAsItWasWritten() {
    var told = new Announcement("TUlJQ+/=", OptionalInt.of(61_234));

    assertThat(told.line()).isEqualTo("stuckpod-cert TUlJQ+/= port=61234");
    assertThat(Announcement.of(told.line())).contains(told);
  }

  /** As operators before read it. */
  @Test
  void itsSecondWordIsTheCertificate() {
    String line = new Announcement("TUlJQ+/=", OptionalInt.of(61_234)).line();

    assertThat(line.split(" ", 3)).startsWith("stuckpod-cert", "TUlJQ+/=");
  }

  @Test
  void anEarlierSidecarTellsNoPort() {
    assertThat(Announcement.of("stuckpod-cert TUlJQ+/="))
        .contains(new Announcement("TUlJQ+/=", OptionalInt.empty()));
  }

  @Test
  void whatALaterOneAddsIsPassedOver() {
    assertThat(Announcement.of("stuckpod-cert TUlJQ+/= port=7443 colour=red"))
        .contains(new Announcement("TUlJQ+/=", OptionalInt.of(7443)));
    assertThat(Announcement.of("stuckpod-cert TUlJQ+/= colour=red"))
        .contains(new Announcement("TUlJQ+/=", OptionalInt.empty()));
  }

  @Test
  void anotherLineIsNone() {
    assertThat(Announcement.of("2026-01-01T00:00:00Z listening on port 7443")).isEmpty();
    assertThat(Announcement.of("stuckpod-cert")).isEmpty();
    assertThat(Announcement.of("")).isEmpty();
  }

  @Test
  void theLastLineOfTheSameCertificateHolds() {
    String log =
        """
        stuckpod-cert AAAA
        stuckpod-sidecar: STUCKPOD_SPOOL_BYTES is not a number
        stuckpod-cert AAAA port=7443
        2026-01-01T00:00:00Z listening on port 7443
        stuckpod-cert AAAA port=61234
        stuckpod-cert BBBB port=666
        """;

    assertThat(Announcement.in(log)).contains(new Announcement("AAAA", OptionalInt.of(61_234)));
    assertThat(Announcement.in(log.substring(log.indexOf("stuckpod-sidecar")))).isEmpty();
    assertThat(Announcement.in("")).isEmpty();
  }
}
