package dev.stuckpod.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.operator.entry.Asking;
import dev.stuckpod.operator.policy.PoliciesOnApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an alert that is posted to a real Alertmanager to the incident that it leads to. */
@WithApiServer
class AlertmanagerIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicBoolean leading = new AtomicBoolean(true);
  private final PoliciesOnApiServer policies;

  @TempDir private Path folder;

  AlertmanagerIT(KubernetesClient client) {
    this.policies = new PoliciesOnApiServer(client);
  }

  @AfterEach
  void stop() {
    policies.close();
  }

  @Test
  void anAlertLeadsToAnIncidentByABearerToken() throws Exception {
    world("bearer");
    byToken(
        alertmanager -> {
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
        });
  }

  @Test
  void anAlertLeadsToAnIncidentByACertificate() throws Exception {
    world("certificate");
    byCertificateOf(
        "alertmanager", _ -> assertThat(incident().getSpec().podName()).isEqualTo("hub-0"));
  }

  @Test
  void anotherCertificateIsLetInNowhere() throws Exception {
    world("stranger");
    byCertificateOf(
        "somebody-else",
        alertmanager -> {
          Awaitility.await()
              .atMost(PATIENCE)
              .until(() -> alertmanager.log().contains("Notify attempt failed"));
          assertThat(policies.incidents()).isEmpty();
          assertThat(counted(Taken.Opened)).isZero();
        });
  }

  @Test
  void anAlertIsSentAgainUntilAReplicaLeads() throws Exception {
    world("leader");
    leading.set(false);
    byToken(
        _ -> {
          Awaitility.await()
              .atMost(PATIENCE)
              .until(
                  () ->
                      policies
                              .meters()
                              .counter("stuckpod_alert_payloads_refused", "reason", "NotLeading")
                              .count()
                          > 0);
          assertThat(policies.incidents()).isEmpty();

          leading.set(true);

          assertThat(incident().getSpec().podName()).isEqualTo("hub-0");
        });
  }

  private void world(String name) {
    policies.open("alertmanager-" + name, "hub-0");
    policies.policy("alerts", "onAlert: {alerts: [NothingMoves]}");
  }

  /** What follows where an Alertmanager has been posted alerts, and shows a token. */
  private void byToken(ThrowingConsumer<RealAlertmanager> follows) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "secret");
    posted(
        new ReceiverEnvironment(0, token, null, Asking.ANYONE, PodLabels.USUAL),
        "http",
        "authorization: {type: Bearer, credentials_file: '%s'}".formatted(token),
        follows);
  }

  /** The same where it shows a certificate of whoever that is: one called alertmanager may ask. */
  private void byCertificateOf(String who, ThrowingConsumer<RealAlertmanager> follows)
      throws Exception {
    HeldCertificate authority =
        new HeldCertificate.Builder().certificateAuthority(0).commonName("authority").build();
    Path server = certificate("server", authority, "127.0.0.1");
    Path own = certificate("own", authority, who);
    Path ca = Files.writeString(folder.resolve("ca.crt"), authority.certificatePem());
    var asking = new Asking(authority.certificatePem(), Set.of("alertmanager"));
    posted(
        new ReceiverEnvironment(0, null, server, asking, PodLabels.USUAL),
        "https",
        "tls_config: {ca_file: '%s', cert_file: '%s/tls.crt', key_file: '%s/tls.key'}"
            .formatted(ca, own, own),
        follows);
  }

  private void posted(
      ReceiverEnvironment environment,
      String scheme,
      String http,
      ThrowingConsumer<RealAlertmanager> follows)
      throws Exception {
    Clock clock = Clock.systemUTC();
    try (var receiver =
            new AlertReceiver(
                environment, leading::get, policies.alerted(), policies.meters(), clock);
        var alertmanager =
            RealAlertmanager.with(
                configuration(scheme + "://127.0.0.1:" + receiver.port(), http))) {
      alertmanager.post(alerts());
      follows.accept(alertmanager);
    }
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
        .formatted(policies.namespace());
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
    return policies.meters().counter("stuckpod_alerts", "outcome", outcome.name()).count();
  }

  private DumpAnalysis incident() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(policies::incidents, all -> !all.isEmpty())
        .getFirst();
  }
}
