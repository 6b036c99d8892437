package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.TakenAlert;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import dev.stuckpod.operator.alerts.Alert;
import dev.stuckpod.operator.alerts.Suspect;
import dev.stuckpod.operator.alerts.Taken;
import dev.stuckpod.operator.pods.HubPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What follows from alerts, on a real API server. */
@WithApiServer
class AlertedPoliciesIT {

  private final Instant started = Instant.now().minusSeconds(60);
  private final KubernetesClient client;
  private final PoliciesOnApiServer policies;

  AlertedPoliciesIT(KubernetesClient client) {
    this.client = client;
    this.policies = new PoliciesOnApiServer(client);
  }

  @AfterEach
  void stop() {
    policies.close();
  }

  @Test
  void oneAlertLeadsToOneIncidentThatNamesIt() {
    AlertedPolicies operator = world("one", "onAlert: {}", "hub-0");

    assertThat(take(operator, alert("00ff", "hub-0", started))).containsExactly(Taken.Opened);
    assertThat(take(operator, alert("00ff", "hub-0", started))).containsExactly(Taken.Duplicate);

    DumpAnalysis incident = policies.incidents().getFirst();
    assertThat(incident.getMetadata().getName()).matches("hub-0-[0-9a-f]{10}");
    assertThat(incident.getSpec().podName()).isEqualTo("hub-0");
    assertThat(incident.getSpec().container()).isEqualTo("hub");
    var trigger = Objects.requireNonNull(incident.getSpec().trigger());
    assertThat(trigger.policy()).isEqualTo("alerts");
    assertThat(trigger.rule()).isEqualTo("onAlert");
    assertThat(trigger.readings())
        .extracting(
            TriggerReading::clause,
            TriggerReading::metric,
            TriggerReading::value,
            TriggerReading::at)
        .containsExactly(tuple("alert", "NothingMoves", "00ff", started.toString()));
    assertThat(policies.status("alerts").alerts())
        .extracting(TakenAlert::fingerprint, TakenAlert::incident)
        .containsExactly(tuple("00ff", incident.getMetadata().getName()));
    assertThat(policies.status("alerts").slots()).extracting(Slot::pod).containsExactly("hub-0");
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(policies.events()).contains("StuckPodDetected", "IncidentOpened"));
  }

  @Test
  void anotherLeaderKnowsWhichAlertsWereTaken() {
    AlertedPolicies operator = world("leader", "onAlert: {}", "hub-0");
    take(operator, alert("00ff", "hub-0", started));
    captured(policies.incidents().getFirst());
    client.resource(policies.incidents().getFirst()).delete(); // and somebody has seen enough of it

    AlertedPolicies next = policies.alerted();

    assertThat(take(next, alert("00ff", "hub-0", started))).containsExactly(Taken.Duplicate);
    assertThat(policies.incidents()).isEmpty();
  }

  @Test
  void whatACrashLeftBehindIsMadeByTheNextLeader() {
    AlertedPolicies operator = world("crash", "onAlert: {}", "hub-0");
    take(operator, alert("00ff", "hub-0", started));
    String name = policies.incidents().getFirst().getMetadata().getName();
    client.resource(policies.incidents().getFirst()).delete(); // as if it had not been made

    AlertedPolicies next = policies.alerted();

    assertThat(take(next, alert("00ff", "hub-0", started))).containsExactly(Taken.Opened);
    assertThat(policies.incidents())
        .extracting(one -> one.getMetadata().getName())
        .containsExactly(name);
    assertThat(policies.status("alerts").slots()).hasSize(1);
  }

  @Test
  void anotherAlertOfTheSameTroubleFindsTheIncident() {
    AlertedPolicies operator = world("another", "onAlert: {}", "hub-0");
    take(operator, alert("00ff", "hub-0", started));

    assertThat(take(operator, alert("11ff", "hub-0", started.plusSeconds(30))))
        .containsExactly(Taken.Open);
    assertThat(take(operator, alert("11ff", "hub-0", started.plusSeconds(30))))
        .containsExactly(Taken.Duplicate);
    assertThat(policies.incidents()).hasSize(1);
  }

  @Test
  void anAlertThatBeginsAgainMuchLaterLeadsToAnother() {
    AlertedPolicies operator =
        world("later", "onAlert: {}\n  limits: {perPod: {count: 60, per: 1m}}", "hub-0");
    take(operator, alert("00ff", "hub-0", started));
    captured(policies.incidents().getFirst());
    Instant again = Instant.now().plusSeconds(5); // a dump of a pod is possible every second

    Awaitility.await().until(() -> Instant.now().isAfter(again));
    assertThat(take(operator, alert("00ff", "hub-0", again))).containsExactly(Taken.Opened);
    assertThat(policies.incidents()).hasSize(2);
    assertThat(take(operator, alert("00ff", "hub-0", started))).containsExactly(Taken.Duplicate);
  }

  @Test
  void onlyWhatAPolicyWantsLeadsToAnything() {
    AlertedPolicies operator =
        world(
            "wanted", "onAlert: {alerts: [NothingMoves], matchLabels: {severity: page}}", "hub-0");
    HubPods.run(client, pod("other-0", Map.of("app", "other")));

    assertThat(
            take(
                operator,
                alert("0", "nobody", started),
                alert("1", "other-0", started),
                labelled("2", Map.of("alertname", "SomethingElse", "severity", "page")),
                labelled("3", Map.of("alertname", "NothingMoves", "severity", "info"))))
        .containsOnly(Taken.NotWanted)
        .hasSize(4);
    assertThat(policies.incidents()).isEmpty();
    assertThat(take(operator, alert("4", "hub-0", started))).containsExactly(Taken.Opened);
  }

  @Test
  void aPolicyOfAnotherNamespaceGetsNothing() {
    AlertedPolicies operator = world("mine", "onAlert: {}", "hub-0");

    assertThat(operator.take("alerted-of-another", List.of(alert("00ff", "hub-0", started)), 0))
        .containsExactly(Taken.NotWanted);
    assertThat(policies.incidents()).isEmpty();
  }

  @Test
  void aPolicyWithoutOnAlertGetsNothing() {
    AlertedPolicies operator = world("rules", "profile: go-client", "hub-0");

    assertThat(take(operator, alert("00ff", "hub-0", started))).containsExactly(Taken.NotWanted);
  }

  @Test
  void shadowTellsAndDoesNothing() {
    AlertedPolicies operator = world("shadow", "onAlert: {}\n  mode: Shadow", "hub-0");

    assertThat(take(operator, alert("00ff", "hub-0", started))).containsExactly(Taken.Shadow);

    Awaitility.await().untilAsserted(() -> assertThat(policies.events()).contains("WouldCapture"));
    assertThat(policies.incidents()).isEmpty();
  }

  @Test
  void limitsHoldAndACaptureUnderWayIsWaitedFor() {
    AlertedPolicies operator =
        world(
            "limits",
            "onAlert: {}\n  limits: {concurrent: 1, perPolicy: {count: 2, per: 1h}}",
            "hub-0",
            "hub-1",
            "hub-2",
            "hub-3");
    take(operator, alert("0", "hub-0", started));

    assertThat(take(operator, alert("1", "hub-1", started))).containsExactly(Taken.Later);
    captured(policies.incidents().getFirst());
    assertThat(take(operator, alert("1", "hub-1", started))).containsExactly(Taken.Opened);
    policies.incidents().forEach(this::captured);
    assertThat(take(operator, alert("2", "hub-2", started))).containsExactly(Taken.Limited);
    assertThat(policies.incidents()).hasSize(2);
  }

  @Test
  void ofAFleetThatIsSuspectAsAWholeSomeAreSampled() {
    AlertedPolicies operator = world("fleet", "onAlert: {}", "hub-0", "hub-1", "hub-2");

    assertThat(
            take(
                operator,
                alert("0", "hub-0", started),
                alert("1", "hub-1", started),
                alert("2", "hub-2", started)))
        .containsExactly(Taken.Opened, Taken.Sampled, Taken.Sampled);
  }

  @Test
  void truncatedAlertsAreSaid() {
    AlertedPolicies operator = world("truncated", "onAlert: {}", "hub-0");

    operator.take(policies.namespace(), List.of(alert("00ff", "hub-0", started)), 7);

    Awaitility.await()
        .untilAsserted(() -> assertThat(policies.events()).contains("AlertsTruncated"));
    assertThat(policies.incidents()).hasSize(1);
  }

  private AlertedPolicies world(String name, String spec, String... pods) {
    policies.open("alerted-" + name, pods);
    policies.policy("alerts", spec);
    return policies.alerted();
  }

  private List<Taken> take(AlertedPolicies operator, Suspect... suspects) {
    return operator.take(policies.namespace(), List.of(suspects), 0);
  }

  private Suspect alert(String fingerprint, String pod, Instant startsAt) {
    var labels = Map.of("alertname", "NothingMoves", "severity", "page");
    return new Suspect(
        policies.namespace(),
        pod,
        null,
        new Alert(true, fingerprint, startsAt, labels, "No request ends"));
  }

  private Suspect labelled(String fingerprint, Map<String, String> labels) {
    return new Suspect(
        policies.namespace(), "hub-0", null, new Alert(true, fingerprint, started, labels, ""));
  }

  private Pod pod(String name, Map<String, String> labels) {
    var pod = HubPods.of(policies.namespace(), name);
    pod.getMetadata().setLabels(labels);
    return pod;
  }

  /** Writes what the incident reconciler would, and a turn of the policy. */
  private void captured(DumpAnalysis incident) {
    policies.captured(incident, "Complete", "True");
    // as the policy's own turn would find it
    var policy = policies.read("alerts");
    var slots =
        Objects.requireNonNull(policy.getStatus().slots()).stream()
            .map(
                slot ->
                    slot.name().equals(incident.getMetadata().getName())
                        ? new Slot(
                            slot.name(),
                            slot.pod(),
                            slot.podUID(),
                            slot.episode(),
                            slot.reservedAt(),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                            null)
                        : slot)
            .toList();
    policy.setStatus(StuckPolicyStatusBuilder.builder(policy.getStatus()).slots(slots).build());
    client.resource(policy).updateStatus();
  }
}
