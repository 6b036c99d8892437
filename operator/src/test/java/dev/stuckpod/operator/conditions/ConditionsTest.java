package dev.stuckpod.operator.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

  private enum Why {
    Pending,
    Running,
    Complete
  }

  @Test
  void moveTheirTransitionTimeOnlyWithTheStatusAndKeepTheOthers() {
    List<Condition> first =
        at("2026-01-01T00:00:00Z").set(null, "Captured", Truth.Unknown, Why.Pending, "a", 1L);
    List<Condition> both =
        at("2026-01-01T00:00:00Z").set(first, "Analyzed", Truth.Unknown, Why.Pending, "b", 1L);

    List<Condition> same =
        at("2026-01-02T00:00:00Z").set(both, "Captured", Truth.Unknown, Why.Running, "c", 1L);
    List<Condition> changed =
        at("2026-01-03T00:00:00Z").set(same, "Captured", Truth.True, Why.Complete, "d", 2L);

    assertThat(
            at("2026-01-09T00:00:00Z").set(both, "Captured", Truth.Unknown, Why.Pending, "a", 1L))
        .isEqualTo(both);
    assertThat(same).extracting(Condition::getType).containsExactly("Captured", "Analyzed");
    assertThat(same.getFirst().getReason()).isEqualTo("Running");
    assertThat(same.getFirst().getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(changed.getFirst().getLastTransitionTime()).isEqualTo("2026-01-03T00:00:00Z");
    assertThat(changed.getFirst().getObservedGeneration()).isEqualTo(2L);
    assertThat(Conditions.is(changed, "Captured", Truth.True)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 dumps by ProcMem, 1737 routines|2 dumps by ProcMem, 1737 routines.",
        "Nothing was done.|Nothing was done.",
        "It failed: |It failed:",
        "Half of it…|Half of it…",
        "It is said so (twice)|It is said so (twice)."
      })
  void sayWholeSentences(String message, String expected) {
    assertThat(
            at("2026-01-01T00:00:00Z").set(null, "Captured", Truth.True, Why.Complete, message, 1L))
        .extracting(Condition::getMessage)
        .containsExactly(expected);
  }

  @Test
  void areCutBetweenWholeCharacters() {
    String cut = Sentence.of("😀".repeat(600), 1024);

    assertThat(cut).hasSizeBetween(1023, 1024).endsWith("😀…");
    assertThat(Sentence.of("a".repeat(1023), 1024)).endsWith("a.");
    assertThat(Sentence.of("a".repeat(1024), 1024)).hasSize(1024).endsWith("a…");
  }

  private static Conditions at(String time) {
    return new Conditions(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }
}
