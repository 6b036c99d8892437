package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.opening.limit.CaptureLimits;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is opened at a real API server for what a sidecar has found before its app's end. */
@WithApiServer
class KilledPodsIT {

  private static final Clock CLOCK = Clock.systemUTC();

  private final KubernetesClient client;
  private final KilledPods killed;
  private String namespace = "";

  KilledPodsIT(KubernetesClient client) {
    this.client = client;
    killed =
        new KilledPods(
            client,
            new WatchedPolicies(client, false),
            new Opening(
                client,
                new PodRoster(client, Set.of()),
                new WatchedAnalyses(),
                new Caps(new CaptureLimits(240, 1000), NothingKnown.INSTANCE),
                CLOCK),
            new PolicyReporter(
                new EventRecorder(client, CLOCK, "leader"), new SimpleMeterRegistry()),
            CLOCK);
  }

  @Test
  void aContainerThatWasKilledIsAnIncidentOfThePolicyThatSelectsIt() {
    PodView pod = killedPod("killed");
    policy("frozen", "hub", "Capture");
    policy("other", "till", "Capture");

    killed.found(pod, dump("1", "first"));
    killed.found(pod, dump("1", "again"));

    DumpAnalysis incident = only();
    assertThat(incident.getSpec().podUID()).isEqualTo(pod.uid());
    assertThat(incident.getSpec().containerID()).isEqualTo("containerd://1");
    assertThat(incident.getSpec().container()).isEqualTo("hub");
    assertThat(incident.getSpec().samples()).as("it has ended").isEqualTo(1);
    assertThat(incident.getSpec().allowRestart()).as("of a policy that allows it").isFalse();
    var trigger = Objects.requireNonNull(incident.getSpec().trigger());
    assertThat(trigger.policy()).isEqualTo("frozen");
    assertThat(trigger.rule()).isEqualTo("before-the-kill");
    assertThat(trigger.readings())
        .extracting(TriggerReading::clause, TriggerReading::value, TriggerReading::message)
        .containsExactly(tuple("lastLook", "3", "3 goroutines wait for locks."));
    assertThat(status("frozen").getStatus().slots()).hasSize(1);
    assertThat(status("other").getStatus()).isNull();
    Awaitility.await().untilAsserted(() -> assertThat(events()).contains("IncidentOpened"));
  }

  @Test
  void theContainerThatRunsStillIsDumpedTwice() {
    PodView pod = killedPod("running");
    policy("frozen", "hub", "Capture");
    killed.found(pod, dump("2", "now"));
    assertThat(only().getSpec().containerID()).isEqualTo("containerd://2");
    assertThat(only().getSpec().samples()).isNull();
  }

  @Test
  void limitsHoldForItToo() {
    PodView pod = killedPod("limited");
    policy("frozen", "hub", "Capture");
    killed.found(pod, dump("1", "first"));
    killed.found(pod, dump("2", "second"));
    assertThat(only().getSpec().containerID()).isEqualTo("containerd://1");
    Awaitility.await().untilAsserted(() -> assertThat(events()).contains("LimitReached"));
  }

  @Test
  void capturesThatAreUnderWayDoNotKeepADumpThatIsThere() {
    PodView pod = killedPod("under-way");
    policy("frozen", "hub", "Capture", "{concurrent: 1, perPod: {count: 2, per: 1h}}");
    killed.found(pod, dump("1", "first"));
    killed.found(pod, dump("2", "second"));
    assertThat(analyses()).hasSize(2);
  }

  @Test
  void inShadowNothingIsOpened() {
    PodView pod = killedPod("shadow");
    policy("frozen", "hub", "Shadow");
    killed.found(pod, dump("1", "first"));
    assertThat(analyses()).isEmpty();
    Awaitility.await().untilAsserted(() -> assertThat(events()).contains("WouldCapture"));
  }

  @Test
  void whatIsOfNoContainerOfThePodIsNotBelieved() {
    PodView pod = killedPod("strange");
    policy("frozen", "hub", "Capture");
    killed.found(pod, dump("3", "first"));
    assertThat(analyses()).isEmpty();
  }

  @Test
  void onlyPodsThatAPolicySelectsAreWatched() {
    PodView pod = killedPod("watched");
    assertThat(killed.isWatched(pod)).isFalse();
    policy("other", "till", "Capture");
    assertThat(killed.isWatched(pod)).isFalse();
    policy("frozen", "hub", "Capture");
    assertThat(killed.isWatched(pod)).isTrue();
    killed.found(pod, dump("1", "first"));
    assertThat(analyses()).hasSize(1);
  }

  private static KeptDump dump(String containerID, String attemptId) {
    return new KeptDump(
        attemptId,
        CaptureMethod.ProcMem,
        containerID,
        7,
        8,
        "2026-01-15T12:00:00Z",
        3,
        "3 goroutines wait for locks");
  }

  /** Its container 1 has ended, and 2 runs. */
  private PodView killedPod(String room) {
    namespace = "killed-" + room;
    Namespaces.apply(client, namespace);
    Pod pod =
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: hub-1, labels: {app: hub}}
            spec: {containers: [{name: hub, image: hub}]}
            status:
              phase: Running
              containerStatuses:
              - name: hub
                image: hub
                imageID: hub
                ready: true
                restartCount: 1
                containerID: containerd://2
                state: {running: {startedAt: '2026-01-15T12:00:00Z'}}
                lastState: {terminated: {exitCode: 137, containerID: 'containerd://1'}}
            """,
            Pod.class);
    var pods = client.pods().inNamespace(namespace);
    Pod made = pods.resource(pod).create();
    made.setStatus(pod.getStatus());
    return PodView.of(pods.resource(made).updateStatus());
  }

  private void policy(String name, String app, String mode) {
    policy(name, app, mode, "{}");
  }

  private void policy(String name, String app, String mode, String limits) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: StuckPolicy
                metadata: {name: %s, namespace: %s}
                spec:
                  selector: {matchLabels: {app: %s}}
                  mode: %s
                  limits: %s
                  capture: {allowRestart: true}
                  stuckWhen: {any: [{name: hang, scrapeHang: {consecutive: 3}}]}
                """
                    .formatted(name, namespace, app, mode, limits),
                StuckPolicy.class))
        .create();
  }

  private StuckPolicy status(String name) {
    return client.resources(StuckPolicy.class).inNamespace(namespace).withName(name).get();
  }

  private DumpAnalysis only() {
    List<DumpAnalysis> all = analyses();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private List<DumpAnalysis> analyses() {
    return client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems();
  }

  private List<String> events() {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .map(event -> event.getReason())
        .toList();
  }
}
