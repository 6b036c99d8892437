package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A dump that is larger than a container's log may be: it is rotated while it is written. */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class LargeDumpE2E {

  private static final int ROUTINES = 20_000;

  @Test
  void twentyThousandGoroutinesAreReadFromMemoryWholeAndTheSidecarStaysSmall(TestCluster cluster)
      throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "large-memory")) {
      scenario.deploy("hub", "HUB_IDLE_GOROUTINES=" + ROUTINES);

      DumpAnalysis analysis = scenario.ask("hub", "");

      TestCluster.say(
          "read from memory: "
              + Scenario.attempts(analysis)
              + ", sidecar "
              + KubeletStats.of(cluster, scenario.namespace(), "stuckpod"));
      assertThat(analysis.getStatus().dumps())
          .hasSize(2)
          .allSatisfy(dump -> assertThat(dump.complete()).isTrue())
          .allSatisfy(dump -> assertThat(dump.routines()).isGreaterThan(ROUTINES));
      assertThat(KubeletStats.of(cluster, scenario.namespace(), "stuckpod").workingSet())
          .isPositive()
          .isLessThan(64L << 20);
      assertThat(scenario.container("hub").getRestartCount()).isZero();
    }
  }

  /**
   * What a kubelet writes to the log between renaming it and opening the next one, its API does not
   * give: then the gap must be said, and the rest must be there.
   */
  @Test
  void twentyThousandGoroutinesComeWholeOrTheGapIsSaid(TestCluster cluster) {
    try (Scenario scenario = Scenario.restricted(cluster, "large")) {
      scenario.deploy("hub", "HUB_IDLE_GOROUTINES=" + ROUTINES);

      DumpAnalysis analysis = scenario.ask("hub", "methods: [SigQuit], allowRestart: true");

      DumpInfo dump = analysis.getStatus().dumps().getFirst();
      TestCluster.say("large dump: " + dump);
      assertThat(dump.bytes()).as("twice a log's size").isGreaterThan(20_000_000);
      assertThat(scenario.signals("hub")).isEqualTo(1);
      String captured = Scenario.condition(analysis, "Captured").orElseThrow().getReason();
      if (Boolean.TRUE.equals(dump.complete())) {
        assertThat(captured).isEqualTo("Complete");
        assertThat(dump.routines()).isGreaterThan(ROUTINES);
      } else {
        assertThat(captured).isEqualTo("Partial");
        assertThat(dump.problems())
            .anyMatch(problem -> problem.contains("missing") || problem.contains("has a gap"));
        assertThat(dump.routines()).isGreaterThan(ROUTINES / 2);
      }

      String raw = scenario.raw(analysis, 0);
      assertThat(raw.lines().filter(line -> line.startsWith("goroutine ")).count())
          .isEqualTo(dump.routines());
    }
  }

  /**
   * The dump drains on for half a minute and its log is rotated; what was read before is in the
   * operator's spool, and the next one goes on there.
   */
  @RepeatedTest(3)
  void whatCanBeHadIsKeptWhenTheOperatorIsKilledWhileItDrains(
      TestCluster cluster, RepetitionInfo repetition) throws Exception {
    String name = "large-killed-" + repetition.getCurrentRepetition();
    try (Scenario scenario = Scenario.restricted(cluster, name)) {
      scenario.deploy("hub", "HUB_IDLE_GOROUTINES=" + ROUTINES);
      String asked = scenario.begin("hub", "methods: [SigQuit], allowRestart: true");
      Awaitility.await("the signal")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> scenario.signals("hub") == 1);
      Thread.sleep(1_500L * repetition.getCurrentRepetition());
      cluster.killOperator();

      DumpAnalysis analysis = scenario.awaitEnd(asked);

      var captured = Scenario.condition(analysis, "Captured").orElseThrow();
      TestCluster.say("killed while it drained: " + captured.getMessage());
      DumpInfo dump = analysis.getStatus().dumps().getFirst();
      assertThat(captured.getReason()).isIn("Complete", "Partial");
      assertThat(captured.getReason().equals("Complete")).isEqualTo(dump.complete());
      if (Boolean.TRUE.equals(dump.complete())) {
        assertThat(dump.routines()).isGreaterThan(ROUTINES);
      } else {
        assertThat(dump.problems()).anyMatch(problem -> problem.contains("missing"));
        assertThat(dump.routines()).isPositive();
      }
      assertThat(analysis.getStatus().capture().containerRestarted()).isTrue();
      assertThat(analysis.getStatus().verdict()).isNotNull();
      assertThat(scenario.signals("hub")).isEqualTo(1);
      assertThat(scenario.container("hub").getRestartCount()).isEqualTo(1);
    }
  }
}
