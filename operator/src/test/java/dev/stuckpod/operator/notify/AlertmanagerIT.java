package dev.stuckpod.operator.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.alerts.RealAlertmanager;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.incident.edge.KubernetesAnalyses;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.notify.address.Addresses;
import dev.stuckpod.operator.notify.http.Post;
import dev.stuckpod.operator.secrets.OwnSecrets;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against a real Alertmanager. */
@WithApiServer
class AlertmanagerIT {

  private final KubernetesClient client;

  AlertmanagerIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void hasOneAlertThatEndsByItselfHoweverManyLeadersTellIt() throws Exception {
    try (var alertmanager = RealAlertmanager.with(RealAlertmanager.TELLS_NOBODY)) {
      var analyses = new Explained(client, "notify-alertmanager");
      List<Address> addresses =
          Addresses.read(
              """
              [{"name": "oncall", "type": "alertmanager", "url": "%s", "labels": {"severity": "page"},
                "link": "https://stuckpod.example.com/{namespace}/{name}"}]
              """
                  .formatted(alertmanager.url()));
      try (Outbox first = outbox(addresses);
          Outbox second = outbox(addresses)) {
        var written = analyses.write("incident", first);
        first.explained(written);
        second.explained(written); // as where the first ended before it could write it down

        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> analyses.outcomes("incident").equals(List.of("oncall Sent")));
      }

      JsonNode alerts = alertmanager.alerts();
      assertThat(alerts).hasSize(1);
      JsonNode alert = alerts.get(0);
      assertThat(alert.get("labels").toString())
          .isEqualTo(
              """
              {"alertname":"StuckpodAnalyzed","confidence":"Proven","container":"hub","namespace":"notify-alertmanager","pod":"hub-7c9f8d6b5d-x2x4k","policy":"hub-stuck","severity":"page","verdict":"Deadlock"}\
              """
                  .strip());
      assertThat(alert.at("/annotations/command").asText())
          .isEqualTo("kubectl stuckpod show incident -n notify-alertmanager");
      assertThat(alert.at("/annotations/description").asText()).startsWith("Deadlock (Proven): ");
      assertThat(alert.at("/startsAt").asText()).startsWith("2026-11-30T05:57:00");
      assertThat(Instant.parse(alert.at("/endsAt").asText())).isAfter(Instant.now());
      assertThat(alert.at("/status/state").asText()).isIn("active", "unprocessed");
      assertThat(alert.at("/generatorURL").asText())
          .isEqualTo("https://stuckpod.example.com/notify-alertmanager/incident");
    }
  }

  private Outbox outbox(List<Address> addresses) {
    Clock clock = Clock.systemUTC();
    return new Outbox(
        addresses,
        new KubernetesAnalyses(client),
        new Post(new OwnSecrets(client, "notify-alertmanager")::read, clock),
        new NotifyReporter(new EventRecorder(client, clock, "test"), new SimpleMeterRegistry()),
        clock);
  }
}
