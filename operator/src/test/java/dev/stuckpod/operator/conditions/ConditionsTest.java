package dev.stuckpod.operator.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  private static Conditions at(String time) {
    return new Conditions(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }
}
