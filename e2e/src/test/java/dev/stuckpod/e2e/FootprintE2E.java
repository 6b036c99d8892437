package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** What Stuckpod costs those who run it: memory, as the kubelet counts it. */
@ExtendWith(TestCluster.Extension.class)
@Isolated
class FootprintE2E {

  private static final int CAPTURES = 5;
  private static final long MIB = 1 << 20;

  @Test
  void sidecarAndOperatorStaySmallAfterSeveralCaptures(TestCluster cluster) throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, "footprint")) {
      scenario.deploy("hub-pprof");
      String pod = scenario.pod("hub-pprof").getMetadata().getName();
      for (int i = 0; i < CAPTURES; i++) { // each takes at least three TLS requests
        cluster.run("./stuckpod", "capture", pod, "-n", scenario.namespace());
      }

      KubeletStats sidecar = KubeletStats.of(cluster, scenario.namespace(), "stuckpod");
      KubeletStats operator = KubeletStats.of(cluster, TestCluster.OPERATOR_NAMESPACE, "operator");

      TestCluster.say("sidecar " + sidecar + ", operator " + operator);
      assertThat(sidecar.workingSet()).isPositive().isLessThan(64 * MIB);
      assertThat(operator.workingSet()).isPositive().isLessThan(160 * MIB);
    }
  }
}
