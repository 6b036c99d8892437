package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.Trigger;
import dev.stuckpod.crds.v1alpha1.TriggerBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemandTest {

  private final TestClock clock = new TestClock();
  private final Demand demand = new Demand(new OnDemandLimits(2, 3, 2), clock);
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
  void aPolicyHasItsOwnLimits() {
    Trigger trigger = TriggerBuilder.builder().policy("hubs").rule("frozen").build();
    for (int i = 0; i < 9; i++) {
      assertThat(demand.refusal(incident("shop", "hub-1", "uid-" + i, trigger))).isEmpty();
    }
    assertThat(ask("shop", "hub-1")).isEmpty();
  }

  @Test
  void theSameAnalysisCountsOnce() {
    for (int i = 0; i < 9; i++) {
      assertThat(demand.refusal(incident("shop", "hub-1", "same", null))).isEmpty();
    }
    assertThat(ask("shop", "hub-1")).isEmpty();
  }

  @Test
  void oneTooManyEndsAtOnceAndSaysWhenToAskAgain(@TempDir Path folder) {
    var world = new World(App.Kind.GO_IN_MEMORY, folder);
    world.share(demand);
    ask("shop", App.POD);
    ask("shop", App.POD);

    world.run();

    assertThat(world.captured().getReason()).isEqualTo("LimitReached");
    assertThat(world.captured().getMessage()).contains("ask again after");
    assertThat(world.analyzed().getReason()).isEqualTo("NoDump");
  }

  private Optional<String> ask(String namespace, String pod) {
    return demand.refusal(incident(namespace, pod, "asked-" + uids++, null));
  }

  private Incident incident(String namespace, String pod, String uid, @Nullable Trigger trigger) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withName(uid).withNamespace(namespace).withUid(uid).build());
    var spec = DumpAnalysisSpecBuilder.builder().podName(pod);
    if (trigger != null) {
      spec.trigger(trigger);
    }
    analysis.setSpec(spec.build());
    return new Incident(analysis, clock);
  }
}
