package dev.stuckpod.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * A container's memory as the kubelet counts it.
 *
 * @param workingSet in bytes
 * @param rss in bytes
 */
record KubeletStats(long workingSet, long rss) {

  private static final long MIB = 1 << 20;

  static KubeletStats of(TestCluster cluster, String namespace, String container)
      throws IOException {
    String node = cluster.client().nodes().list().getItems().getFirst().getMetadata().getName();
    String json = cluster.kubectl("get", "--raw", "/api/v1/nodes/" + node + "/proxy/stats/summary");
    for (JsonNode pod : new ObjectMapper().readTree(json).get("pods")) {
      for (JsonNode each : pod.get("containers")) {
        if (pod.at("/podRef/namespace").asText().equals(namespace)
            && each.get("name").asText().equals(container)) {
          JsonNode memory = each.get("memory");
          return new KubeletStats(
              memory.get("workingSetBytes").asLong(), memory.get("rssBytes").asLong());
        }
      }
    }
    throw new AssertionError("the kubelet knows no container " + container + " in " + namespace);
  }

  @Override
  public String toString() {
    return "working set %d MiB, RSS %d MiB".formatted(workingSet / MIB, rss / MIB);
  }
}
