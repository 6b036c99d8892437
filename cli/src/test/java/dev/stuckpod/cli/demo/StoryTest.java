package dev.stuckpod.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoryTest {

  private static final Instant FROZEN = Instant.parse("2026-03-01T10:00:00Z");

  private static Story story(
      Way way, double noticed, double asked, double dumped, double explained) {
    return new Story(way, FROZEN, after(noticed), after(asked), after(dumped), after(explained));
  }

  private static Instant after(double seconds) {
    return FROZEN.plusMillis(Math.round(seconds * 1000));
  }

  @Test
  void countsTheTimeOfDumpingApart() {
    Story story = story(Way.RESTART, 41, 42, 72, 74);

    assertThat(story.dumping()).hasSeconds(30);
    assertThat(story.toVerdict()).hasSeconds(44);
    assertThat(story.inTime()).isTrue();
  }

  @Test
  void isInTimeUpToTheBar() {
    assertThat(story(Way.MEMORY, 50, 51, 52, 53.5).inTime()).isTrue();
    assertThat(story(Way.MEMORY, 50, 51, 52, 53.6).inTime()).isFalse();
  }

  @Test
  void tellsEveryStepAndTheBar() {
    assertThat(story(Way.RESTART, 41.2, 42.4, 53.3, 56.2).lines())
        .containsExactly(
            "  frozen        +0.0 s  its last sign of life",
            "  noticed      +41.2 s  the DumpAnalysis is there",
            "  asked        +42.4 s  SIGQUIT is about to be sent",
            "  dumped       +53.3 s  the process has ended: 10.9 s to drain",
            "  explained    +56.2 s  the verdict is there",
            "  verdict 45.3 s after the freeze, dumps apart"
                + " (bar: 52.5 s = window + hold + scrape + evaluation + 5 s)");
  }

  @Test
  void tellsThatTheProcessHasNotNoticed() {
    assertThat(story(Way.MEMORY, 41.2, 42.4, 47.6, 47.9).lines())
        .contains(
            "  asked        +42.4 s  its memory is about to be read",
            "  dumped       +47.6 s  two dumps are there, taken in 5.2 s; the process has not"
                + " noticed");
  }
}
