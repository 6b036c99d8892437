package dev.stuckpod.operator.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.loadtest.Policies.Said;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands of what a policy has said. */
class PoliciesTest {

  private static final Suspicion FIRST = suspicion(3);
  private static final Suspicion SECOND = suspicion(6);

  @Test
  void whoIsSuspectedHasNotRecoveredBecauseNobodyAnswers() {
    Said before = new Said(Map.of("a", FIRST, "b", FIRST), true);
    assertThat(Said.NOTHING.after(before).suspicions()).isEqualTo(before.suspicions());
    assertThat(Said.NOTHING.after(Said.NOTHING.after(before)).suspicions())
        .isEqualTo(before.suspicions());
    assertThat(new Said(Map.of("b", SECOND), false).after(before).suspicions())
        .isEqualTo(Map.of("a", FIRST, "b", SECOND));
  }

  @Test
  void itHasWhereAllQuestionsAreAnswered() {
    Said before = new Said(Map.of("a", FIRST, "b", FIRST), true);
    assertThat(new Said(Map.of("b", SECOND), true).after(before).suspicions())
        .isEqualTo(Map.of("b", SECOND));
    assertThat(Said.NOTHING.after(null).suspicions()).isEmpty();
  }

  private static Suspicion suspicion(int since) {
    return new Suspicion.LockWait(
        LockState.Mutex, 1, Duration.ofSeconds(10), Watching.at(since), "One waits.", List.of());
  }
}
