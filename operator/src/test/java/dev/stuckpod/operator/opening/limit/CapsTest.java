package dev.stuckpod.operator.opening.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.analyses.KnownViews;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CapsTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

  private final KnownViews known = new KnownViews();
  private final Caps caps = new Caps(new CaptureLimits(2, 3), known);

  @Test
  void soManyInANamespaceAndInAll() {
    caps.opens("shop", "a", NOON);
    assertThat(caps.limit("shop", NOON)).isEmpty();
    caps.opens("shop", "b", NOON.plusSeconds(60));

    assertThat(caps.limit("shop", NOON.plusSeconds(120)))
        .hasValue(
            "2 incidents in this namespace within an hour are as many as the chart's"
                + " captures.perHour.namespace allows: the next is possible at"
                + " 2026-01-15T13:00:00Z.");
    assertThat(caps.limit("bank", NOON.plusSeconds(120))).isEmpty();
    caps.opens("bank", "c", NOON.plusSeconds(120));
    assertThat(caps.limit("bank", NOON.plusSeconds(120)).orElseThrow())
        .contains("in all namespaces")
        .contains("captures.perHour.cluster");
    assertThat(caps.limit("shop", NOON.plusSeconds(3600))).as("an hour later").isEmpty();
  }

  @Test
  void aNewLeaderKnowsThemFromTheObjects() {
    known.all.add(KnownViews.ended("shop", "a", "hubs", NOON));
    known.all.add(KnownViews.ended("shop", "b", "others", NOON));

    assertThat(caps.limit("shop", NOON.plusSeconds(60))).isPresent();
    assertThat(caps.limit("shop", NOON.plusSeconds(3601))).isEmpty();
  }

  @Test
  void whatIsOpenedHereAndSeenByTheWatchCountsOnce() {
    caps.opens("shop", "a", NOON);
    known.all.add(KnownViews.ended("shop", "a", "hubs", NOON.plusSeconds(1)));

    assertThat(caps.limit("shop", NOON.plusSeconds(60))).isEmpty();
  }

  /** Else whoever may make DumpAnalyses in one namespace could have none opened in any. */
  @Test
  void whatOnlySaysThatAPolicyHasOpenedItDoesNotCount() {
    for (int i = 0; i < 9; i++) {
      known.all.add(KnownViews.refused("evil", "forged-" + i, "hubs", NOON));
    }

    assertThat(caps.limit("shop", NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void aNamespaceFillsNoMoreThanItsShareOfWhatAllMay() {
    for (int i = 0; i < 9; i++) {
      known.all.add(KnownViews.ended("evil", "a-" + i, "hubs", NOON));
    }

    assertThat(caps.limit("evil", NOON.plusSeconds(60))).isPresent();
    assertThat(caps.limit("shop", NOON.plusSeconds(60))).isEmpty();
  }

  /** They have limits of their own. */
  @Test
  void whatPersonsAskForDoesNotCount() {
    known.all.add(KnownViews.ended("shop", "a", null, NOON));
    known.all.add(KnownViews.ended("shop", "b", null, NOON));

    assertThat(caps.limit("shop", NOON.plusSeconds(60))).isEmpty();
  }
}
