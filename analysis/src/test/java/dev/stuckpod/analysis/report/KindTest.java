package dev.stuckpod.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis.RuntimeInfo;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in JSON, in stored objects and on the scoreboard: these words stay. */
class KindTest {
  private static final String WORDS =
      """
      double-locking resource Deadlock
      ab-ba resource Deadlock
      rwr resource Deadlock
      lock-upgrade resource Deadlock
      class-init resource Deadlock
      channel-and-lock mixed Deadlock
      channel communication Deadlock
      nil-channel communication Deadlock
      condition-variable communication Deadlock
      waitgroup communication Deadlock
      orphan-lock resource Inconclusive, Deadlock where proven
      unlock-missing resource Inconclusive, Deadlock where strong
      pool-exhausted other Starvation
      pool-exhausted communication Starvation
      connection-pool other Starvation
      leak other Leak
      leak communication Leak
      leak resource Leak
      pile-up other Inconclusive
      convoy resource Contention
      lock-across-io resource Contention
      log-blocked resource Contention
      finalizer-blocked other Contention
      busy-loop other BusyLoop
      waiting-on-peer other WaitingOnPeer
      unknown other Inconclusive
      """;

  @Test
  void hasItsWordClassAndVerdict() {
    assertThat(Arrays.stream(Kind.values()).map(KindTest::line))
        .containsExactlyElementsOf(WORDS.lines().toList());
  }

  private static String line(Kind kind) {
    Verdict seen = kind.verdict(Confidence.Suspected);
    Verdict proven = kind.verdict(Confidence.Proven);
    Verdict strong = kind.verdict(Confidence.Strong);
    assertThat(strong).isIn(seen, proven);
    return "%s %s %s%s"
        .formatted(
            kind.label(),
            kind.category().label(),
            seen,
            proven == seen
                ? ""
                : ", " + proven + (strong == seen ? " where proven" : " where strong"));
  }

  @Test
  void standsInTheJsonOfAFindingWithItsClassBehindIt() throws Exception {
    var json = new ObjectMapper();
    String written = json.writeValueAsString(finding(Kind.SLOTS_EXHAUSTED));

    assertThat(written)
        .isEqualTo(
            """
            {"rule":"SlotWait","kind":"pool-exhausted","class":"communication","title":"t",\
            "explanation":"e","confidence":"Strong",\
            "resource":{"kind":"chan","address":"0x1","type":""},\
            "participants":[],"evidence":[],"suggestion":"s"}\
            """);
  }

  @Test
  void isReadBackFromAStatusWhateverWordAnotherVersionHasWritten() throws Exception {
    var json = new ObjectMapper();
    assertThat(json.readValue("\"ab-ba\"", Kind.class)).isEqualTo(Kind.AB_BA);
    assertThat(json.readValue("\"leak\"", Kind.class)).isEqualTo(Kind.LEAK);
    assertThat(json.readValue("\"of-tomorrow\"", Kind.class)).isEqualTo(Kind.UNKNOWN);
    String written = json.writeValueAsString(analysis());
    assertThat(json.writeValueAsString(json.readValue(written, Analysis.class))).isEqualTo(written);
  }

  private static Finding finding(Kind kind) {
    return new Finding(
        "SlotWait",
        kind,
        "t",
        "e",
        Confidence.Strong,
        new Finding.Resource("chan", "0x1", ""),
        List.of(),
        List.of(),
        "s");
  }

  private static Analysis analysis() {
    Analysis named = Named.everything("x");
    return new Analysis(
        Analysis.SCHEMA,
        new RuntimeInfo("go", "1.26"),
        true,
        List.of(),
        named.summary(),
        Verdict.Deadlock,
        "t",
        Confidence.Strong,
        List.of(finding(Kind.CHANNEL)),
        named.stacks(),
        null);
  }
}
