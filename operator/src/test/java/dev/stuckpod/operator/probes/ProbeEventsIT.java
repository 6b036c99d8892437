package dev.stuckpod.operator.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Users;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.answers.ShapedClient;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Events of a real API server, as kubelets and others write them. */
@WithApiServer
class ProbeEventsIT {

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

  private final KubernetesClient client;

  ProbeEventsIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void thoseOfFailedProbesOfPodsAreRead() {
    Namespaces.create(client, "probes");
    event(
        "probes",
        "counted",
        "{kind: Pod, name: a, namespace: probes, uid: uid-a, fieldPath: 'spec.containers{app}'}",
        "Unhealthy",
        "count: 3\nfirstTimestamp: '2026-01-15T12:00:00Z'\nlastTimestamp: '2026-01-15T12:00:09Z'");
    event(
        "probes",
        "series",
        "{kind: Pod, name: b, namespace: probes, uid: uid-b}",
        "Unhealthy",
        """
        eventTime: '2026-01-15T12:00:00.000000Z'
        reportingComponent: kubelet
        reportingInstance: n1
        action: Probing
        series: {count: 4, lastObservedTime: '2026-01-15T12:00:12.000000Z'}\
        """);
    event(
        "probes",
        "other-reason",
        "{kind: Pod, name: a, namespace: probes, uid: uid-a}",
        "Killing",
        "count: 1\nfirstTimestamp: '2026-01-15T12:00:00Z'\nlastTimestamp: '2026-01-15T12:00:09Z'");
    event(
        "probes",
        "other-kind",
        "{kind: Node, name: n, namespace: probes, uid: uid-a}",
        "Unhealthy",
        "count: 1\nfirstTimestamp: '2026-01-15T12:00:00Z'\nlastTimestamp: '2026-01-15T12:00:09Z'");
    event("probes", "no-time", "{kind: Pod, name: a, namespace: probes, uid: u}", "Unhealthy", "");

    try (KubernetesClient shaped = ShapedClient.of(client.getConfiguration())) {
      ProbeEvents events = new ProbeEvents(shaped, Clock.systemUTC());
      ProbeEvents.Told told = events.read("probes", false);
      assertThat(told.probes())
          .containsExactlyInAnyOrder(
              new FailedProbe("uid-a", "app", "Liveness probe failed: no", 3, at(0), at(9)),
              new FailedProbe("uid-b", "", "Liveness probe failed: no", 4, at(0), at(12)));
      assertThat(told.refused()).isFalse();
      assertThat(told.more()).isFalse();
      assertThat(events.read("probes", false)).as("so soon").isEqualTo(ProbeEvents.Told.NOTHING);
      assertThat(events.read("probes", true).probes()).as("at the end").hasSize(2);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void thereAreNeverMoreThanSomePages() {
    Namespaces.create(client, "many");
    for (int i = 0; i < 510; i++) {
      event(
          "many",
          "e" + i,
          "{kind: Pod, name: a, namespace: many, uid: uid-a}",
          "Unhealthy",
          "lastTimestamp: '2026-01-15T12:00:09Z'");
    }
    Clock still = Clock.fixed(START, ZoneOffset.UTC);
    ProbeEvents.Told told = new ProbeEvents(client, still).read("many", false);
    assertThat(told.probes()).hasSize(500);
    assertThat(told.more()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void thatTheyMayNotBeReadIsSaid() {
    Namespaces.create(client, "refused");
    try (KubernetesClient nobody = Users.as(client, "nobody")) {
      assertThat(new ProbeEvents(nobody, Clock.systemUTC()).read("refused", false).refused())
          .isTrue();
    }
  }

  private void event(String namespace, String name, String about, String reason, String more) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Event
                metadata: {name: %s, namespace: %s}
                involvedObject: %s
                reason: %s
                type: Warning
                message: 'Liveness probe failed: no'
                %s
                """
                    .formatted(name, namespace, about, reason, more),
                Event.class))
        .create();
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
