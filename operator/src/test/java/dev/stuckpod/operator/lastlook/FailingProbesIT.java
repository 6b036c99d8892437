package dev.stuckpod.operator.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Users;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.incident.TestClock;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.protocol.KeptRequest;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of a real API server, and whose sidecars are asked for them. */
@WithApiServer
class FailingProbesIT {

  private static final String FAILED = "Liveness probe failed: no";

  /** When an Event is read again. */
  private static final Duration NEXT = Duration.ofSeconds(13);

  private final KubernetesClient client;
  private final PodRoster roster;
  private final TestClock clock = new TestClock();
  private final ConcurrentLinkedQueue<Look> asked = new ConcurrentLinkedQueue<>();
  private final LastLooks looks;

  private record Look(String pod, KeptRequest request) {}

  FailingProbesIT(KubernetesClient client) {
    this.client = client;
    roster = new PodRoster(client, Set.of());
    looks =
        new LastLooks(
            new Told(
                (pod, request) -> {
                  asked.add(new Look(pod.name(), request));
                  return List.of();
                },
                _ -> {}),
            (_, _) -> {},
            clock);
  }

  @BeforeEach
  void start() {
    roster.start();
  }

  @AfterEach
  void stop() {
    roster.close();
  }

  @Test
  void aPodWhoseLivenessProbeFailsIsLookedAtOncePerFailure() {
    Namespaces.create(client, "probe-fails", Map.of());
    Pod hub = pod("probe-fails", "hub", true);
    Pod other = pod("probe-fails", "other", true);
    var probes = probes(client, "hub", "other");
    event("probe-fails", hub, FAILED, 1);
    probes.lookAt("probe-fails");
    Awaitility.await().until(() -> asked.size() == 1);

    clock.advance(NEXT);
    event("probe-fails", other, FAILED, 1);
    looksAgain(probes, "probe-fails", 2); // of hub there is nothing new
    clock.advance(NEXT);
    event("probe-fails", hub, FAILED, 2);
    looksAgain(probes, "probe-fails", 3);

    assertThat(asked).extracting(Look::pod).containsExactly("hub", "other", "hub");
    assertThat(asked)
        .extracting(Look::request)
        .containsOnly(new KeptRequest(true, KeptRequest.LONGEST_WAIT));
  }

  @Test
  void nobodyElseIs() {
    Namespaces.create(client, "probe-others", Map.of());
    Namespaces.create(client, "probe-elsewhere", Map.of());
    Pod hub = pod("probe-others", "hub", true);
    Pod unready = pod("probe-others", "unready", true);
    Pod bare = pod("probe-others", "bare", false);
    Pod unwatched = pod("probe-others", "unwatched", true);
    Pod elsewhere = pod("probe-elsewhere", "elsewhere", true);
    var probes = probes(client, "hub", "unready", "bare", "elsewhere");
    event("probe-others", unready, "Readiness probe failed: no", 1);
    event("probe-others", bare, FAILED, 1);
    event("probe-others", unwatched, FAILED, 1);
    event("probe-elsewhere", elsewhere, FAILED, 1);
    event("probe-others", hub, FAILED, 1);

    probes.lookAt("probe-others");
    Awaitility.await().until(() -> !asked.isEmpty());
    clock.advance(NEXT);
    event("probe-others", hub, FAILED, 2);
    looksAgain(probes, "probe-others", 2);

    assertThat(asked).extracting(Look::pod).containsOnly("hub");
  }

  @Test
  void whereEventsMayNotBeReadNothingIsKnownAndOthersGoOn() {
    Namespaces.create(client, "probe-refused", Map.of());
    Pod hub = pod("probe-refused", "hub", true);
    event("probe-refused", hub, FAILED, 1);
    try (KubernetesClient nobody = Users.as(client, "nobody")) {
      var refused = probes(nobody, "hub");
      for (int i = 0; i < 2 * FailingProbes.AT_ONCE; i++) {
        refused.lookAt("probe-refused");
        clock.advance(NEXT);
      }
      assertThat(asked).isEmpty();
    }
    clock.advance(NEXT);
    event("probe-refused", hub, FAILED, 2);
    probes(client, "hub").lookAt("probe-refused");
    Awaitility.await().until(() -> asked.size() == 1);
  }

  /** The look before may be about to end: then a namespace is left alone. */
  private void looksAgain(FailingProbes probes, String namespace, int looks) {
    Awaitility.await()
        .until(
            () -> {
              probes.lookAt(namespace);
              return asked.size() == looks;
            });
  }

  private FailingProbes probes(KubernetesClient reader, String... watched) {
    return new FailingProbes(
        reader, roster, pod -> List.of(watched).contains(pod.name()), looks, clock);
  }

  private Pod pod(String namespace, String name, boolean sidecar) {
    String injected =
        """
          initContainers:
          - name: stuckpod
            image: stuckpod
            restartPolicy: Always
            env: [{name: STUCKPOD_PORT, value: '7443'}]
        """;
    Pod pod =
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s, namespace: %s}
            spec:
              containers: [{name: app, image: app}]
            %s
            status:
              phase: Running
              podIP: 10.0.0.1
              containerStatuses:
              - {name: app, image: app, imageID: app, ready: true, restartCount: 0, containerID: 'containerd://a', state: {running: {startedAt: '2026-01-01T00:00:00Z'}}}
              initContainerStatuses:
              - {name: stuckpod, image: s, imageID: s, ready: true, restartCount: 0, containerID: 'containerd://s', state: {running: {startedAt: '2026-01-01T00:00:00Z'}}}
            """
                .formatted(name, namespace, sidecar ? injected : ""),
            Pod.class);
    var pods = client.pods().inNamespace(namespace);
    Pod made = pods.resource(pod).create();
    made.setStatus(pod.getStatus());
    pods.resource(made).updateStatus();
    Awaitility.await()
        .until(() -> roster.find(namespace, name).filter(PodView::running).isPresent());
    return made;
  }

  /** As a kubelet writes it anew with each failure. */
  private void event(String namespace, Pod about, String message, int count) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Event
                metadata: {name: %s, namespace: %s}
                involvedObject: {kind: Pod, name: %s, namespace: %s, uid: %s, fieldPath: 'spec.containers{app}'}
                reason: Unhealthy
                type: Warning
                message: '%s'
                count: %d
                firstTimestamp: '%s'
                lastTimestamp: '%s'
                """
                    .formatted(
                        about.getMetadata().getName(),
                        namespace,
                        about.getMetadata().getName(),
                        namespace,
                        about.getMetadata().getUid(),
                        message,
                        count,
                        TestClock.START,
                        clock.instant()),
                Event.class))
        .serverSideApply();
  }
}
