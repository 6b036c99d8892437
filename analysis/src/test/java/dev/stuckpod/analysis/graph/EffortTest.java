package dev.stuckpod.analysis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EffortTest {
  private final AtomicLong clock = new AtomicLong();

  @Test
  void stepsWithinTheLimitAreFree() {
    Effort effort = new Effort(new Effort.Limit(10, Duration.ofSeconds(1), 10), clock::get);

    assertThat(effort.run(() -> walk(10))).isEqualTo(10);
  }

  @Test
  void oneStepMoreIsTooMuchAndStaysTooMuch() {
    Effort effort = new Effort(new Effort.Limit(10, Duration.ofSeconds(1), 10), clock::get);

    assertThatThrownBy(() -> effort.run(() -> walk(11)))
        .isInstanceOf(Effort.SpentException.class)
        .hasMessage("more than 10 steps");
    assertThatThrownBy(() -> effort.run(() -> walk(1))).isInstanceOf(Effort.SpentException.class);
  }

  @Test
  void timeEndsWhateverStepsAreLeft() {
    Effort effort =
        new Effort(new Effort.Limit(Long.MAX_VALUE, Duration.ofSeconds(5), 10), clock::get);
    effort.run(() -> walk(2_000));
    clock.set(Duration.ofSeconds(6).toNanos());

    assertThatThrownBy(() -> effort.run(() -> walk(2_000)))
        .isInstanceOf(Effort.SpentException.class)
        .hasMessage("more than 5 seconds");
  }

  @Test
  void withoutAnEffortNothingIsCounted() {
    assertThat(walk(1_000)).isEqualTo(1_000);
  }

  private static int walk(int steps) {
    for (int i = 0; i < steps; i++) {
      Effort.step(1);
    }
    return steps;
  }
}
