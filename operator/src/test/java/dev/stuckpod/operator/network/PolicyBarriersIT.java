package dev.stuckpod.operator.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Users;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real API server keeps the NetworkPolicies. */
@WithApiServer
class PolicyBarriersIT {

  private static final String APPS = "barred-apps";
  private static final String OWN = "barred-operator";
  private static final OwnPod OPERATOR = new OwnPod(OWN, Map.of("app", "operator"), "10.1.1.1");

  private final KubernetesClient client;
  private final PodView pod =
      PodView.of(
          new PodBuilder()
              .withNewMetadata()
              .withName("hub")
              .withNamespace(APPS)
              .withUid("1")
              .addToLabels("app", "hub")
              .endMetadata()
              .withNewSpec()
              .endSpec()
              .build());
  private Instant now = Instant.parse("2026-01-15T12:00:00Z");

  PolicyBarriersIT(KubernetesClient client) {
    this.client = client;
    Namespaces.apply(client, APPS);
    Namespaces.apply(client, OWN, Map.of("team", "platform"));
  }

  @AfterEach
  void clear() {
    client.network().networkPolicies().inNamespace(APPS).delete();
    client.network().networkPolicies().inNamespace(OWN).delete();
  }

  @Test
  void namesWhatIsMissingUntilItIsThere() {
    var barriers = new PolicyBarriers(client, OPERATOR, clock());
    assertThat(barriers.before(pod, 7443)).isEmpty();

    for (int number = 0; number < 10; number++) { // more than a page
      policy(APPS, "deny-" + number, "podSelector: {}, policyTypes: [Ingress]");
    }
    policy(OWN, "closed", "podSelector: {matchLabels: {app: operator}}, policyTypes: [Egress]");
    assertThat(barriers.before(pod, 7443)).as("believed for some seconds").isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(barriers.before(pod, 7443))
        .hasValueSatisfying(
            known -> {
              assertThat(known.sure()).isTrue();
              assertThat(known.text())
                  .contains(
                      "deny-0, deny-1, deny-2 and 7 more select this pod and let nobody from"
                          + " namespace barred-operator to port 7443 in: add barred-apps to"
                          + " networkPolicy.appNamespaces")
                  .contains("NetworkPolicy closed selects the operator");
            });

    policy(
        APPS,
        "zz-admit",
        """
        podSelector: {matchLabels: {app: hub}}, policyTypes: [Ingress],
        ingress: [{ports: [{port: 7443}], from: [{namespaceSelector: {matchLabels: {team: platform}}}]}]
        """);
    client.network().networkPolicies().inNamespace(OWN).delete();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(barriers.before(pod, 7443)).isEmpty();
  }

  @Test
  void saysThatItMayNotLook() {
    try (KubernetesClient without =
        Users.as(client, "system:serviceaccount:barred-operator:nobody")) {
      assertThat(new PolicyBarriers(without, OPERATOR, clock()).before(pod, 7443))
          .hasValueSatisfying(
              known -> {
                assertThat(known.sure()).isFalse();
                assertThat(known.text())
                    .contains("may not list networkpolicies of namespaces barred-apps");
              });
    }
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  private void policy(String namespace, String name, String spec) {
    client
        .resource(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: %s, namespace: %s}
            spec: {%s}
            """
                .formatted(name, namespace, spec))
        .create();
  }
}
