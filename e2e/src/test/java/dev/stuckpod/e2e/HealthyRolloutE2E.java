package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Who is well is not dumped at its end, and it is said how much longer that took;
 * docs/before-the-kill.md has the figure.
 */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class HealthyRolloutE2E {

  private static final int PODS = 10;

  @Test
  void aHealthyRolloutTakesNoDump(TestCluster cluster) throws Exception {
    for (String app : List.of("hub", "till")) {
      try (Scenario with = Scenario.restricted(cluster, "rollout-with-" + app);
          Scenario without = Scenario.restricted(cluster, "rollout-without-" + app)) {
        for (Scenario scenario : List.of(with, without)) {
          Killable.deploy(cluster, scenario, app, "", scenario == with);
          cluster.kubectl(
              "-n", scenario.namespace(), "scale", "deploy/" + app, "--replicas=" + PODS);
          scenario.awaitSidecars(app);
        }

        // side by side, one pod of each after the other: the node is as busy for both
        List<Duration> longer = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
          Duration plain = end(cluster, without, without.pods(app).get(i));
          Duration asked = end(cluster, with, with.pods(app).get(i));
          longer.add(asked.minus(plain));
        }

        longer.sort(Comparator.naturalOrder());
        TestCluster.say(
            "%s: the middle one took %s longer, of %s"
                .formatted(app, longer.get(PODS / 2), longer));
        assertThat(with.analyses()).isEmpty();
        assertThat(cluster.kubectl("-n", with.namespace(), "get", "rawdumps", "-o", "name"))
            .isBlank();
      }
    }
  }

  /** How long it takes from the word to the end, as the API server tells it. */
  private static Duration end(TestCluster cluster, Scenario scenario, Pod pod) {
    String name = "pod/" + pod.getMetadata().getName();
    long began = System.nanoTime();
    cluster.kubectl("-n", scenario.namespace(), "delete", name, "--wait");
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
