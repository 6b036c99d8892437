package dev.stuckpod.cli.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches a hub's gauges from outside: its last sign of life is when they last changed. */
final class Vitals {

  private final KubernetesClient client;
  private final String pod;
  private Map<String, Double> last = Map.of();
  private @Nullable Instant changed;

  Vitals(KubernetesClient client, String pod) {
    this.client = client;
    this.pod = pod;
  }

  /** Looks once. Where the metrics do not answer, nothing is noted. */
  void look() {
    Optional<Map<String, Double>> now = read();
    if (now.isPresent() && !now.get().equals(last)) {
      last = now.get();
      changed = Instant.now();
    }
  }

  /** When the gauges last changed. */
  Optional<Instant> lastSignOfLife() {
    return Optional.ofNullable(changed);
  }

  String describe() {
    return "%.0f clients, %.0f goroutines"
        .formatted(
            last.getOrDefault("hub_clients_num", 0.0),
            last.getOrDefault("hub_goroutines_num", 0.0));
  }

  /** The gauges that the hub's statistics loop refreshes every second. */
  static Map<String, Double> gauges(String exposition) {
    var gauges = new HashMap<String, Double>();
    exposition
        .lines()
        .filter(line -> line.matches("hub_(clients_num|goroutines_num|mem_sys_bytes) .*"))
        .map(line -> line.split(" ", -1))
        .forEach(parts -> gauges.put(parts[0], Double.valueOf(parts[1])));
    return gauges;
  }

  private Optional<Map<String, Double>> read() {
    String path = "/api/v1/namespaces/" + Stage.NAMESPACE + "/pods/" + pod + ":8080/proxy/metrics";
    try {
      String text = client.raw(path);
      return text == null ? Optional.empty() : Optional.of(gauges(text));
    } catch (KubernetesClientException unreachable) {
      return Optional.empty();
    }
  }
}
