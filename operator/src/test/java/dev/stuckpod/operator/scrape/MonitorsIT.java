package dev.stuckpod.operator.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.operator.loadtest.ForeignKinds;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What monitors at a real API server say of where pods are scraped. */
class MonitorsIT {

  private static final Map<String, String> CABLE = Map.of("app", "cable", "pod-template-hash", "1");

  @Test
  void sayWhereThePodsAreScrapedThatTheySelect() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client()) {
      Namespaces.create(client, "shop");
      assertThat(monitors(client).of("shop", CABLE)).as("not installed").isEmpty();

      ForeignKinds.install(client, "monitoring.coreos.com", "v1", "PodMonitor");
      ForeignKinds.install(client, "monitoring.coreos.com", "v1", "ServiceMonitor");
      monitor(
          client,
          "PodMonitor",
          "cable",
          """
          selector: {matchLabels: {app: cable}}
          podMetricsEndpoints:
          - {port: metrics, path: /m}
          - {portNumber: 9100}
          - {targetPort: 9200}
          - {port: secure, scheme: https}
          - {port: shouted, scheme: HTTPS}
          - {interval: 3s}
          """);
      monitor(
          client,
          "PodMonitor",
          "till",
          "{selector: {matchLabels: {app: till}}, podMetricsEndpoints: [{portNumber: 1}]}");
      monitor(client, "PodMonitor", "odd", "{selector: {}, podMetricsEndpoints: all}");
      monitor(
          client,
          "ServiceMonitor",
          "cable",
          """
          selector: {matchExpressions: [{key: team, operator: In, values: [hub]}]}
          endpoints:
          - {port: by-number}
          - {port: by-name, path: /stats}
          - {port: as-it-is}
          - {port: not-there}
          - {targetPort: admin}
          """);
      service(client, "cable", "{team: hub}", "{app: cable}");
      service(client, "till", "{team: hub}", "{app: till}");
      service(client, "other", "{team: other}", "{app: cable}");

      assertThat(monitors(client).of("shop", CABLE))
          .containsExactlyInAnyOrder(
              new Endpoint("metrics", null, "/m"),
              new Endpoint(null, 9100, null),
              new Endpoint(null, 9200, null),
              new Endpoint(null, 8080, null),
              new Endpoint("http", null, "/stats"),
              new Endpoint(null, 7000, null),
              new Endpoint("admin", null, null));
      assertThat(monitors(client).of("shop", Map.of("app", "gone"))).isEmpty();
      assertThat(monitors(client).of("elsewhere", CABLE)).isEmpty();
    }
  }

  private static Monitors monitors(KubernetesClient client) {
    return new Monitors(client, Clock.systemUTC());
  }

  private static void monitor(KubernetesClient client, String kind, String name, String spec) {
    ForeignKinds.create(
        client,
        """
        apiVersion: monitoring.coreos.com/v1
        kind: %s
        metadata: {name: %s, namespace: shop}
        spec:
        %s
        """
            .formatted(kind, name, spec.indent(2)));
  }

  private static void service(KubernetesClient client, String name, String labels, String pods) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop, labels: %s}
                spec:
                  selector: %s
                  ports:
                  - {name: by-number, port: 80, targetPort: 8080}
                  - {name: by-name, port: 81, targetPort: http}
                  - {name: as-it-is, port: 7000}
                """
                    .formatted(name, labels, pods),
                Service.class))
        .create();
  }
}
