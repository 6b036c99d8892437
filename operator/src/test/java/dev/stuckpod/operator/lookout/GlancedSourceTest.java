package dev.stuckpod.operator.lookout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Explainer;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.AsOf;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of locks at a time that is over. */
class GlancedSourceTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final PodView POD =
      PodView.of(
          new KubernetesSerialization()
              .unmarshal(
                  """
                  apiVersion: v1
                  kind: Pod
                  metadata: {name: hub, namespace: shop, uid: '1'}
                  spec: {containers: [{name: app}]}
                  status:
                    phase: Running
                    conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-15T11:00:09Z'}]
                    containerStatuses:
                    - {name: app, containerID: 'containerd://a', state: {running: {startedAt: '2026-01-15T11:00:00Z'}}}
                  """,
                  Pod.class));

  @Test
  void whatIsSeenNowIsNotTakenForWhatWasThen() {
    var source =
        new GlancedSource(
            () -> {
              throw new AssertionError("no metrics are needed");
            },
            new Lookout(
                (_, _, _, _, _, _) -> {
                  throw new AssertionError("nobody is glanced at for a time that is over");
                },
                (_, _) -> Optional.of(POD),
                (_, task) -> task.run(),
                (_, task) -> task.run(),
                CLOCK),
            CLOCK);
    var rule = new Rule.LockWait("locks", Duration.ofSeconds(30), 1, Duration.ofSeconds(10));
    var criteria = new Criteria(List.of(Way.of(rule)), "default", Duration.ZERO);
    Instant then = NOW.minusSeconds(600);
    PodFacts pod = PodFacts.of(POD, "app");

    Explainer.Explained told =
        Explainer.at(then)
            .explain(criteria, new AsOf(source, then), "shop", List.of(pod), pod)
            .getFirst();

    assertThat(told.decision())
        .isInstanceOfSatisfying(
            Decision.Unknown.class,
            unknown -> {
              assertThat(unknown.reason()).isEqualTo(Reason.NoGlance);
              assertThat(unknown.message()).startsWith("Glances are not recorded");
            });
  }
}
