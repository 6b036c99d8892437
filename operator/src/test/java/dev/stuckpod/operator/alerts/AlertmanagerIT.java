package dev.stuckpod.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.inject.tls.Asking;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.opening.limit.CaptureLimits;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.policy.AlertedPolicies;
import dev.stuckpod.operator.policy.PolicyReporter;
import dev.stuckpod.operator.policy.WatchedPolicies;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.roster.SlimPods;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an alert that is posted to a real Alertmanager to the incident that it leads to. */
@WithApiServer
class AlertmanagerIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicBoolean leading = new AtomicBoolean(true);
  private final KubernetesClient client;
  private final KubernetesClient pods;
  private PodRoster roster;
  private String namespace = "";

  @TempDir private Path folder;

  AlertmanagerIT(KubernetesClient client) {
    this.client = client;
    this.pods =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withKubernetesSerialization(SlimPods.serialization())
            .build();
    this.roster = new PodRoster(pods, Set.of());
  }

  @AfterEach
  void stop() {
    roster.close();
    pods.close();
  }

  @Test
  void anAlertLeadsToAnIncidentByABearerToken() throws Exception {
    world("bearer");
    Path token = Files.writeString(folder.resolve("token"), "secret");
    try (AlertReceiver receiver =
            receiver(new ReceiverEnvironment(0, token, null, Asking.ANYONE, PodLabels.USUAL));
        RealAlertmanager alertmanager =
            RealAlertmanager.with(
                configuration(
                    "http://127.0.0.1:" + receiver.port(),
                    "authorization: {type: Bearer, credentials_file: '%s'}".formatted(token)))) {
      alertmanager.post(alerts());

      DumpAnalysis incident = incident();
      List<TriggerReading> evidence =
          Objects.requireNonNull(incident.getSpec().trigger()).readings();
      assertThat(evidence)
          .singleElement()
          .satisfies(
              reading -> {
                assertThat(reading.metric()).isEqualTo("NothingMoves");
                assertThat(reading.value())
                    .isEqualTo(fingerprint(alertmanager, "hub-0")); // as its own API says it
                assertThat(reading.message()).contains("No request has ended");
              });
      assertThat(counted(Taken.Opened)).isOne();
      assertThat(counted(Taken.NoPodNamed)).isOne();
      assertThat(counted(Taken.NotWanted)).isOne();
    }
  }

  @Test
  void anAlertLeadsToAnIncidentByACertificate() throws Exception {
    world("certificate");
    HeldCertificate authority =
        new HeldCertificate.Builder().certificateAuthority(0).commonName("authority").build();
    Path server = certificate("server", authority, "127.0.0.1");
    Path own = certificate("own", authority, "alertmanager");
    Path ca = Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
    var environment =
        new ReceiverEnvironment(
            0,
            null,
            server,
            new Asking(authority.certificatePem(), Set.of("alertmanager")),
            PodLabels.USUAL);
    try (AlertReceiver receiver = receiver(environment);
        RealAlertmanager alertmanager =
            RealAlertmanager.with(
                configuration(
                    "https://127.0.0.1:" + receiver.port(),
                    "tls_config: {ca_file: '%s', cert_file: '%s/tls.crt', key_file: '%s/tls.key'}"
                        .formatted(ca, own, own)))) {
      alertmanager.post(alerts());

      assertThat(incident().getSpec().podName()).isEqualTo("hub-0");
    }
  }

  @Test
  void anotherCertificateIsLetInNowhere() throws Exception {
    world("stranger");
    HeldCertificate authority =
        new HeldCertificate.Builder().certificateAuthority(0).commonName("authority").build();
    Path server = certificate("server", authority, "127.0.0.1");
    Path own = certificate("own", authority, "somebody-else");
    Path ca = Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
    var environment =
        new ReceiverEnvironment(
            0,
            null,
            server,
            new Asking(authority.certificatePem(), Set.of("alertmanager")),
            PodLabels.USUAL);
    try (AlertReceiver receiver = receiver(environment);
        RealAlertmanager alertmanager =
            RealAlertmanager.with(
                configuration(
                    "https://127.0.0.1:" + receiver.port(),
                    "tls_config: {ca_file: '%s', cert_file: '%s/tls.crt', key_file: '%s/tls.key'}"
                        .formatted(ca, own, own)))) {
      alertmanager.post(alerts());

      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> alertmanager.log().contains("Notify attempt failed"));
      assertThat(incidents()).isEmpty();
      assertThat(counted(Taken.Opened)).isZero();
    }
  }

  @Test
  void anAlertIsSentAgainUntilAReplicaLeads() throws Exception {
    world("leader");
    leading.set(false);
    Path token = Files.writeString(folder.resolve("token"), "secret");
    try (AlertReceiver receiver =
            receiver(new ReceiverEnvironment(0, token, null, Asking.ANYONE, PodLabels.USUAL));
        RealAlertmanager alertmanager =
            RealAlertmanager.with(
                configuration(
                    "http://127.0.0.1:" + receiver.port(),
                    "authorization: {type: Bearer, credentials_file: '%s'}".formatted(token)))) {
      alertmanager.post(alerts());
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  meters.counter("stuckpod_alert_payloads_refused", "reason", "NotLeading").count()
                      > 0);
      assertThat(incidents()).isEmpty();

      leading.set(true);

      assertThat(incident().getSpec().podName()).isEqualTo("hub-0");
    }
  }

  private void world(String name) {
    namespace = "alertmanager-" + name;
    Namespaces.create(client, namespace);
    HubPods.run(client, HubPods.of(namespace, "hub-0"));
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: StuckPolicy
                metadata: {name: alerts, namespace: %s}
                spec:
                  selector: {matchLabels: {app: hub}}
                  onAlert: {alerts: [NothingMoves]}
                """
                    .formatted(namespace),
                StuckPolicy.class))
        .create();
    roster = new PodRoster(pods, Set.of(namespace));
  }

  private AlertReceiver receiver(ReceiverEnvironment environment) throws IOException {
    Clock clock = Clock.systemUTC();
    var policies =
        new AlertedPolicies(
            client,
            new WatchedPolicies(client, true),
            roster,
            new WatchedAnalyses(),
            new Caps(new CaptureLimits(240, 1000), NothingKnown.INSTANCE),
            new PolicyReporter(new EventRecorder(client, clock, "test"), meters),
            clock);
    return new AlertReceiver(environment, leading::get, policies, meters, clock);
  }

  /** As docs/alertmanager.md has it, in less time. */
  private static String configuration(String url, String http) {
    return """
    route:
      receiver: stuckpod
      group_by: [namespace]
      group_wait: 100ms
      group_interval: 1s
      repeat_interval: 1h
    receivers:
    - name: stuckpod
      webhook_configs:
      - url: %s/alerts
        send_resolved: false
        http_config: {%s}
    """
        .formatted(url, http);
  }

  private String alerts() {
    return """
    [{"labels": {"alertname": "NothingMoves", "namespace": "%1$s", "pod": "hub-0"},
      "annotations": {"summary": "No request has ended"}},
     {"labels": {"alertname": "NothingMoves", "namespace": "%1$s", "pod": "hub-9"}},
     {"labels": {"alertname": "NodeDown", "namespace": "%1$s"}}]
    """
        .formatted(namespace);
  }

  private static String fingerprint(RealAlertmanager alertmanager, String pod) throws Exception {
    for (var alert : alertmanager.alerts()) {
      if (alert.at("/labels/pod").asText().equals(pod)) {
        return alert.path("fingerprint").asText();
      }
    }
    throw new AssertionError("no alert of " + pod);
  }

  private Path certificate(String name, HeldCertificate authority, String who) throws IOException {
    HeldCertificate held =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .commonName(who)
            .addSubjectAlternativeName(who)
            .build();
    Path own = Files.createDirectory(folder.resolve(name));
    Files.writeString(own.resolve("tls.crt"), held.certificatePem());
    Files.writeString(own.resolve("tls.key"), held.privateKeyPkcs8Pem());
    return own;
  }

  private double counted(Taken outcome) {
    return meters.counter("stuckpod_alerts", "outcome", outcome.name()).count();
  }

  private DumpAnalysis incident() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(this::incidents, all -> !all.isEmpty())
        .getFirst();
  }

  /** A busy API server says now and then that it is not ready yet. */
  private List<DumpAnalysis> incidents() {
    return Awaitility.await()
        .ignoreException(KubernetesClientException.class)
        .until(
            () -> client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems(),
            Objects::nonNull);
  }
}
