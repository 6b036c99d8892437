package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is opened at a real API server for what a sidecar has found before its app's end. */
@WithApiServer
class KilledPodsIT {

  private final KubernetesClient client;
  private final PoliciesOnApiServer policies;
  private final KilledPods killed;

  KilledPodsIT(KubernetesClient client) {
    this.client = client;
    this.policies = new PoliciesOnApiServer(client);
    this.killed = policies.killed();
  }

  @AfterEach
  void stop() {
    policies.close();
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
    assertThat(policies.status("frozen").slots()).hasSize(1);
    assertThat(policies.read("other").getStatus()).isNull();
    Awaitility.await()
        .untilAsserted(() -> assertThat(policies.events()).contains("IncidentOpened"));
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
    Awaitility.await().untilAsserted(() -> assertThat(policies.events()).contains("LimitReached"));
  }

  @Test
  void capturesThatAreUnderWayDoNotKeepADumpThatIsThere() {
    PodView pod = killedPod("under-way");
    policy("frozen", "hub", "Capture", "{concurrent: 1, perPod: {count: 2, per: 1h}}");
    killed.found(pod, dump("1", "first"));
    killed.found(pod, dump("2", "second"));
    assertThat(policies.incidents()).hasSize(2);
  }

  @Test
  void inShadowNothingIsOpened() {
    PodView pod = killedPod("shadow");
    policy("frozen", "hub", "Shadow");
    killed.found(pod, dump("1", "first"));
    assertThat(policies.incidents()).isEmpty();
    Awaitility.await().untilAsserted(() -> assertThat(policies.events()).contains("WouldCapture"));
  }

  @Test
  void whatIsOfNoContainerOfThePodIsNotBelieved() {
    PodView pod = killedPod("strange");
    policy("frozen", "hub", "Capture");
    killed.found(pod, dump("3", "first"));
    assertThat(policies.incidents()).isEmpty();
  }

  @Test
  void aPodThatIsGoneByThenHasItsIncident() {
    PodView pod = killedPod("gone");
    policy("frozen", "hub", "Capture");
    client.pods().inNamespace(pod.namespace()).withName(pod.name()).withGracePeriod(0).delete();

    killed.found(pod, dump("1", "of one that had ended before"));
    assertThat(policies.incidents()).isEmpty();
    killed.found(pod, dump("2", "last"));

    assertThat(only().getSpec().podUID()).isEqualTo(pod.uid());
    assertThat(only().getSpec().containerID()).isEqualTo("containerd://2");
    assertThat(only().getSpec().samples()).isEqualTo(1);
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
    assertThat(policies.incidents()).hasSize(1);
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
    policies.open("killed-" + room);
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
    var pods = client.pods().inNamespace(policies.namespace());
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
            HubPolicies.over(
                app,
                policies.namespace(),
                name,
                "mode: " + mode,
                "limits: " + limits,
                "capture: {allowRestart: true}",
                "stuckWhen: {any: [{name: hang, scrapeHang: {consecutive: 3}}]}"))
        .create();
  }

  private DumpAnalysis only() {
    List<DumpAnalysis> all = policies.incidents();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
