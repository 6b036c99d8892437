package dev.stuckpod.operator.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.analyses.KnownViews;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.incident.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemandTest {

  private final TestClock clock = new TestClock();
  private final Demand demand =
      new Demand(new OnDemandLimits(2, 3, 2), NothingKnown.INSTANCE, clock);
  private int uids;

  @Test
  void soManyOfAPodInAnHour() {
    assertThat(ask("shop", "hub-1")).isEmpty();
    clock.advance(Duration.ofMinutes(10));
    assertThat(ask("shop", "hub-1")).isEmpty();
    assertThat(ask("shop", "hub-1"))
        .hasValue(
            "2 dumps of this pod were asked for within an hour, as many as the chart's"
                + " onDemand.perHour.pod allows: ask again after 2026-01-01T01:00:00Z.");
    assertThat(ask("shop", "hub-2")).isEmpty();
    assertThat(ask("bank", "hub-1")).isEmpty();

    clock.advance(Duration.ofMinutes(51));
    assertThat(ask("shop", "hub-1")).isEmpty();
  }

  @Test
  void soManyInANamespaceInAnHour() {
    assertThat(ask("shop", "hub-1")).isEmpty();
    assertThat(ask("shop", "hub-2")).isEmpty();
    assertThat(ask("shop", "hub-3")).isEmpty();
    assertThat(ask("shop", "hub-4").orElseThrow())
        .startsWith("3 dumps in this namespace")
        .contains("onDemand.perHour.namespace");
  }

  @Test
  void aNewProcessKnowsWhatWasAllowedBefore() {
    var known = new KnownViews();
    known.all.add(KnownViews.asked("one", clock.instant(), "Complete"));
    known.all.add(KnownViews.asked("two", clock.instant(), "Running"));
    known.all.add(KnownViews.asked("refused", clock.instant(), "LimitReached"));
    known.all.add(KnownViews.ended("shop", "of-a-policy", "hubs", clock.instant()));
    var another = new Demand(new OnDemandLimits(2, 9, 2), known, clock);

    assertThat(another.refusal(new Opener.Person("shop"), "new", "hub-1")).isPresent();
    assertThat(another.refusal(new Opener.Person("shop"), "new", "hub-2")).isEmpty();
    clock.advance(Duration.ofMinutes(61));
    assertThat(another.refusal(new Opener.Person("shop"), "later", "hub-1")).isEmpty();
  }

  @Test
  void aPolicyHasItsOwnLimits() {
    for (int i = 0; i < 9; i++) {
      assertThat(demand.refusal(new Opener.Policy("shop", "hubs"), "uid-" + i, "hub-1")).isEmpty();
    }
    assertThat(ask("shop", "hub-1")).isEmpty();
  }

  @Test
  void theSameAnalysisCountsOnce() {
    for (int i = 0; i < 9; i++) {
      assertThat(demand.refusal(new Opener.Person("shop"), "same", "hub-1")).isEmpty();
    }
    assertThat(ask("shop", "hub-1")).isEmpty();
  }

  private Optional<String> ask(String namespace, String pod) {
    return demand.refusal(new Opener.Person(namespace), "asked-" + uids++, pod);
  }
}
