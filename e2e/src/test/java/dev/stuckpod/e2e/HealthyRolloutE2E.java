package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who is well is not dumped at its end, and it is said how much longer that took;
 * docs/before-the-kill.md has the figure.
 */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class HealthyRolloutE2E {

  private static final int PODS = 10;
  private static final int ROUNDS = 2;

  @ParameterizedTest
  @ValueSource(strings = {"hub", "till"})
  void aHealthyRolloutTakesNoDump(String app, TestCluster cluster) throws Exception {
    try (Scenario with = Scenario.restricted(cluster, "rollout-with-" + app);
        Scenario without = Scenario.restricted(cluster, "rollout-without-" + app)) {
      for (Scenario scenario : List.of(with, without)) {
        Killable.deploy(cluster, scenario, app, "", scenario == with);
        cluster.kubectl("-n", scenario.namespace(), "scale", "deploy/" + app, "--replicas=" + PODS);
        scenario.awaitSidecars(app);
      }

      Duration plain = Duration.ZERO;
      Duration asked = Duration.ZERO;
      for (int i = 0; i < ROUNDS; i++) {
        plain = plain.plus(rollout(cluster, without, app));
        asked = asked.plus(rollout(cluster, with, app));
      }

      TestCluster.say(
          "%d rollouts of %d pods of %s: %s, and %s with a look before each end"
              .formatted(ROUNDS, PODS, app, plain, asked));
      assertThat(with.analyses()).isEmpty();
      assertThat(cluster.kubectl("-n", with.namespace(), "get", "rawdumps", "-o", "name"))
          .isBlank();
    }
  }

  /** How long it takes until the last of the old pods is gone. */
  private static Duration rollout(TestCluster cluster, Scenario scenario, String app) {
    List<String> old = scenario.pods(app).stream().map(pod -> pod.getMetadata().getUid()).toList();
    long began = System.nanoTime();
    cluster.kubectl("-n", scenario.namespace(), "rollout", "restart", "deploy/" + app);
    Awaitility.await("the old pods are gone")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                scenario.pods(app).stream()
                    .noneMatch(pod -> old.contains(pod.getMetadata().getUid())));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    scenario.awaitSidecars(app);
    return took;
  }
}
