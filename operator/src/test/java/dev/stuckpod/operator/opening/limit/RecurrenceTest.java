package dev.stuckpod.operator.opening.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.AnalysisView.Sighting;
import dev.stuckpod.operator.analyses.KnownViews;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final Frequency THREE = new Frequency(3, Duration.ofHours(24));

  private static final AnalysisView FIRST =
      KnownViews.first("first", "aa", at(1), seen(1), seen(2), seen(3));

  @Test
  void whatWasSeenSoOftenIsNotDumpedAgainUntilItsTimeIsOver() {
    List<AnalysisView> all =
        List.of(
            FIRST,
            KnownViews.repeat("second", "aa", at(2)),
            KnownViews.repeat("third", "aa", at(3)));

    assertThat(limit(all, 4))
        .hasValue(
            "The last dump of Deployment/hub by this rule has shown what DumpAnalysis first tells;"
                + " it was seen 3 times in 24h, and limits.perSignature allows no more: the next is"
                + " possible at 2026-01-16T13:00:00Z.");
    assertThat(limit(all, 25)).isEmpty();
    assertThat(limit(List.of(FIRST), 4)).as("retention has deleted the repeats").isPresent();
  }

  @Test
  void whereItWasSeenLessOftenItIs() {
    var first = KnownViews.first("first", "aa", at(1), seen(1), seen(2));

    assertThat(limit(List.of(first), 4)).isEmpty();
  }

  @Test
  void anotherRuleOrWorkloadIsNotHeldBack() {
    assertThat(Recurrence.limit(List.of(FIRST), "Deployment/hub", "hubs/hang", THREE, at(4)))
        .isEmpty();
    assertThat(Recurrence.limit(List.of(FIRST), "Deployment/hub", "others/frozen", THREE, at(4)))
        .isEmpty();
    assertThat(Recurrence.limit(List.of(FIRST), "Deployment/cable", "hubs/frozen", THREE, at(4)))
        .isEmpty();
  }

  @Test
  void whenTheLastHasShownSomethingElseOrNothingTheNextIsDumped() {
    assertThat(limit(List.of(FIRST, KnownViews.first("other", "bb", at(4), seen(4))), 5)).isEmpty();
    assertThat(limit(List.of(FIRST, KnownViews.repeat("nothing", null, at(4))), 5)).isEmpty();
    assertThat(limit(List.of(FIRST, KnownViews.repeat("lost", "cc", at(4))), 5))
        .as("the one that counts it was deleted")
        .isEmpty();
  }

  @Test
  void whatAPersonAsksForInBetweenChangesNothing() {
    AnalysisView asked = KnownViews.asked("asked", at(4), "Complete");

    assertThat(limit(List.of(FIRST, asked), 5)).isPresent();
  }

  private static Optional<String> limit(List<AnalysisView> all, int hour) {
    return Recurrence.limit(all, "Deployment/hub", "hubs/frozen", THREE, at(hour));
  }

  private static Sighting seen(int hour) {
    return new Sighting("hubs/frozen", at(hour).toString());
  }

  private static Instant at(int hour) {
    return NOON.plus(Duration.ofHours(hour));
  }
}
