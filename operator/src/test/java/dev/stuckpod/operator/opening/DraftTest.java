package dev.stuckpod.operator.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.opening.limit.Frequency;
import dev.stuckpod.status.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  /** A metric's labels, and so what a query gives back, may be made of anything. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "😀", "漢", "<", "\u0001", "\u202e", "\n", "\ud83d"})
  void readingsAreFitAndTakeNoMoreThanTheyMay(String filling) {
    String text = filling.repeat(1000);
    List<TriggerReading> readings =
        Collections.nCopies(40, new TriggerReading("query", text, text, null, text));

    DumpAnalysis draft = draft(readings);

    assertThat(Weight.of(draft)).isLessThan(68 << 10);
    assertThat(Objects.requireNonNull(draft.getSpec().trigger()).readings())
        .isNotEmpty()
        .allSatisfy(reading -> assertThat(reading.at()).isEqualTo(NOON.toString()))
        .allSatisfy(
            reading ->
                assertThat(reading.metric() + reading.value() + reading.message())
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]"));
  }

  private static DumpAnalysis draft(List<TriggerReading> readings) {
    PodFacts hub =
        PodFactsBuilder.builder()
            .name("hub")
            .uid("hub-uid")
            .container("hub")
            .containerID("containerd://1")
            .workload("rs")
            .node("node")
            .ip("10.0.0.1")
            .startedAt(NOON)
            .otherPorts(Set.of())
            .build();
    var once = new Frequency(1, Duration.ofHours(1));
    var mandate =
        new Mandate(
            new Opener.Policy("shop", "policy"),
            new Limits(once, once, null, 1),
            null,
            Duration.ofMinutes(1),
            new NoLedger(),
            new Created());
    return Draft.of(mandate, new Case(hub, "rule", readings, true, null), "draft", null, NOON);
  }

  private static final class NoLedger implements Ledger {
    @Override
    public Slots slots() {
      return Slots.of(null);
    }

    @Override
    public void write(Slots slots) {
      throw new AssertionError("a draft writes nothing");
    }
  }
}
