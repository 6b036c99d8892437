package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.protocol.CaptureMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Java server whose monitor and lock are taken in both orders. */
@ExtendWith(TestCluster.Extension.class)
@Execution(ExecutionMode.CONCURRENT)
class FrozenTillE2E {

  @Test
  void aFrozenTillIsAttachedToAndNothingIsPrintedIntoItsLog(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "till")) {
      scenario.deploy("till").policy("till", "till", "").load("till.js", "till", 8080);

      DumpAnalysis analysis = scenario.awaitEnd();
      scenario.endLoad("till");

      assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
      assertThat(analysis.getStatus().findings().getFirst().kind()).isEqualTo("ab-ba");
      assertThat(Scenario.attempts(analysis))
          .hasSize(2)
          .allSatisfy(a -> assertThat(a.method()).isEqualTo(CaptureMethod.Jcmd));
      assertThat(scenario.container("till").getRestartCount()).isZero();
      assertThat(cluster.kubectl("-n", scenario.namespace(), "logs", "deploy/till", "-c", "till"))
          .doesNotContain("Full thread dump");
    }
  }
}
