package dev.stuckpod.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoryTest {

  private static final Instant FROZEN = Instant.parse("2026-03-01T10:00:00Z");

  private static Story story(double noticed, double asked, double ended, double explained) {
    return new Story(FROZEN, after(noticed), after(asked), after(ended), after(explained));
  }

  private static Instant after(double seconds) {
    return FROZEN.plusMillis(Math.round(seconds * 1000));
  }

  @Test
  void countsDrainTimeApart() {
    Story story = story(41, 42, 72, 74);

    assertThat(story.drain()).hasSeconds(30);
    assertThat(story.toVerdict()).hasSeconds(44);
    assertThat(story.inTime()).isTrue();
  }

  @Test
  void isInTimeUpToTheBar() {
    assertThat(story(50, 51, 52, 53.5).inTime()).isTrue();
    assertThat(story(50, 51, 52, 53.6).inTime()).isFalse();
  }

  @Test
  void tellsEveryStepAndTheBar() {
    assertThat(story(41.2, 42.4, 53.3, 56.2).lines())
        .containsExactly(
            "  frozen        +0.0 s  its last sign of life",
            "  noticed      +41.2 s  the DumpAnalysis is there",
            "  asked        +42.4 s  SIGQUIT is about to be sent",
            "  dumped       +53.3 s  the process has ended: 10.9 s to drain",
            "  explained    +56.2 s  the verdict is there",
            "  verdict 45.3 s after the freeze, drain apart"
                + " (bar: 52.5 s = window + hold + scrape + evaluation + 5 s)");
  }
}
