package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Stuckpod costs those who run it: memory, as the kubelet counts it. */
@ExtendWith(TestCluster.Extension.class)
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

      JsonNode sidecar = memory(cluster, scenario.namespace(), "stuckpod");
      JsonNode operator = memory(cluster, TestCluster.OPERATOR_NAMESPACE, "operator");

      TestCluster.say("sidecar " + describe(sidecar) + ", operator " + describe(operator));
      assertThat(sidecar.get("workingSetBytes").asLong()).isPositive().isLessThan(64 * MIB);
      assertThat(operator.get("workingSetBytes").asLong()).isPositive().isLessThan(160 * MIB);
    }
  }

  private static JsonNode memory(TestCluster cluster, String namespace, String container)
      throws Exception {
    String node = cluster.client().nodes().list().getItems().getFirst().getMetadata().getName();
    String json = cluster.kubectl("get", "--raw", "/api/v1/nodes/" + node + "/proxy/stats/summary");
    for (JsonNode pod : new ObjectMapper().readTree(json).get("pods")) {
      for (JsonNode each : pod.get("containers")) {
        if (pod.at("/podRef/namespace").asText().equals(namespace)
            && each.get("name").asText().equals(container)) {
          return each.get("memory");
        }
      }
    }
    throw new AssertionError("the kubelet knows no container " + container + " in " + namespace);
  }

  private static String describe(JsonNode memory) {
    return "working set %d MiB, RSS %d MiB"
        .formatted(
            memory.get("workingSetBytes").asLong() / MIB, memory.get("rssBytes").asLong() / MIB);
  }
}
