package dev.stuckpod.operator.loadtest.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.operator.loadtest.suspicion.NoticedBy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a dump proves, row by row: what was suspected, verdict, confidence, failOn, what it comes
 * to.
 */
class ProvingTest {

  @ParameterizedTest
  @CsvSource({
    "Locks,      Deadlock,      Proven,    Strong,    Stuck",
    "Locks,      Deadlock,      Strong,    Strong,    Stuck",
    "Locks,      Deadlock,      Suspected, Strong,    TooUncertain",
    "Locks,      Deadlock,      Suspected, Suspected, Stuck",
    "Locks,      Deadlock,      Strong,    Proven,    TooUncertain",
    "Metrics,    Starvation,    Strong,    Strong,    Stuck",
    "ScrapeHang, BusyLoop,      Strong,    Strong,    Stuck",
    "Locks,      Contention,    Proven,    Suspected, MovesOn",
    "Metrics,    WaitingOnPeer, Proven,    Suspected, WaitsForPeer",
    "Metrics,    Leak,          Proven,    Suspected, Leaks",
    "Policy,     Leak,          Proven,    Suspected, Leaks",
    "Residue,    Leak,          Proven,    Strong,    Stuck",
    "Residue,    Leak,          Suspected, Strong,    TooUncertain",
    "Policy,     NothingFound,  Proven,    Suspected, NothingFound",
    "Locks,      Inconclusive,  Suspected, Suspected, Inconclusive",
    "Locks,      SomethingNew,  Proven,    Suspected, Inconclusive",
    "Locks,      Deadlock,      Certain,   Strong,    TooUncertain",
    "Locks,      Deadlock,      ,          Strong,    TooUncertain",
    "Locks,      ,              ,          Suspected, NotLooked",
  })
  void whatADumpProves(
      NoticedBy noticedBy,
      @Nullable String verdict,
      @Nullable String confidence,
      Confidence least,
      String expected) {
    Proof proof = Proving.of(new DumpResult(verdict, confidence, "Because."), noticedBy, least);
    String word =
        switch (proof) {
          case Proof.Stuck _ -> "Stuck";
          case Proof.Nothing nothing -> nothing.why().toString();
        };
    assertThat(word).isEqualTo(expected);
  }

  @Test
  void aProofHasTheDumpsOwnWords() {
    assertThat(
            Proving.of(
                new DumpResult("Deadlock", "Proven", "A waits for B."),
                NoticedBy.Locks,
                Confidence.Strong))
        .isEqualTo(new Proof.Stuck("Deadlock", "Proven", "A waits for B."));
  }
}
