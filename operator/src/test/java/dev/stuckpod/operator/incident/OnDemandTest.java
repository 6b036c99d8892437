package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.opening.Demand;
import dev.stuckpod.operator.opening.OnDemandLimits;
import dev.stuckpod.operator.opening.Opener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person asks for beyond the limits. */
class OnDemandTest {

  @Test
  void oneTooManyEndsAtOnceAndSaysWhenToAskAgain(@TempDir Path folder) {
    var world = new World(App.Kind.GO_IN_MEMORY, folder);
    var demand = new Demand(new OnDemandLimits(2, 3, 2), NothingKnown.INSTANCE, world.clock);
    world.share(demand);
    for (String uid : List.of("first", "second")) {
      assertThat(demand.refusal(new Opener.Person("shop"), uid, App.POD)).isEmpty();
    }

    world.run();

    assertThat(world.captured().getReason()).isEqualTo("LimitReached");
    assertThat(world.captured().getMessage()).contains("ask again after");
    assertThat(world.analyzed().getReason()).isEqualTo("NoDump");
  }

  /** A policy's own limits come before it opens: they do not hold for who only names it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoeverOnlySaysThatAPolicyHasOpenedItIsAPerson(boolean reserved, @TempDir Path folder) {
    var world =
        new World(
            App.Kind.GO_IN_MEMORY,
            folder,
            DumpAnalysisSpecBuilder.builder()
                .podName(App.POD)
                .trigger(new Trigger("hubs", null, "frozen", null))
                .build());
    if (!reserved) {
      world.api.reserveNothing();
    }
    var demand = new Demand(new OnDemandLimits(1, 3, 2), NothingKnown.INSTANCE, world.clock);
    world.share(demand);
    assertThat(demand.refusal(new Opener.Person("shop"), "first", App.POD)).isEmpty();

    world.run();

    assertThat(world.captured().getReason()).isEqualTo(reserved ? "Complete" : "LimitReached");
  }
}
