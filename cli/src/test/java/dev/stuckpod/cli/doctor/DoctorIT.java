package dev.stuckpod.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.cli.cluster.Person;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a cluster in which this and that is not as it should be. */
@WithApiServer
class DoctorIT {

  private static final String APP = "doctor-app";
  private static final String OPERATOR = "doctor-operator";

  private final KubernetesClient client;
  private final Person person;

  DoctorIT(KubernetesClient client, ApiServer where, @TempDir Path folder) throws IOException {
    this.client = client;
    Namespaces.apply(client, APP, Namespaces.INJECTED);
    Namespaces.apply(client, OPERATOR);
    this.person = Person.of(where, APP, folder);
  }

  @AfterEach
  void clear() {
    person.close();
    for (String namespace : List.of(APP, OPERATOR)) {
      client.pods().inNamespace(namespace).withGracePeriod(0).delete();
      client.network().networkPolicies().inNamespace(namespace).delete();
    }
    client.apps().deployments().inNamespace(OPERATOR).delete();
    client.resources(StuckPolicy.class).inNamespace(APP).delete();
  }

  @Test
  void whereNothingIsInstalledItSaysWhatToInstall() {
    assertThat(doctor()).isEqualTo(1);

    assertThat(person.sees())
        .containsPattern("ok +crds +All 5 kinds are served as v1alpha1\\.")
        .containsPattern("WRONG +operator +No operator is installed.* Remedy: helm install")
        .containsPattern("WRONG +webhook +.*no webhook");
    assertThat(person.sees().lines())
        .allMatch(line -> !line.startsWith("WRONG") || line.contains(" Remedy: "));
  }

  @Test
  void anOperatorThatIsReadyIsToldWithItsVersion() {
    operator(1);

    doctor();

    assertThat(person.sees())
        .containsPattern(
            "ok +operator +deployment stuckpod -n doctor-operator: 1 of 1 ready, version"
                + " 0\\.1\\.0");
  }

  @Test
  void anOperatorThatIsNotReadyLeadsToItsLog() {
    operator(0);

    assertThat(doctor()).isEqualTo(1);

    assertThat(person.sees())
        .containsPattern("WRONG +operator .* 0 of 1 ready.* kubectl logs -n doctor-operator");
  }

  @Test
  void whatTheOperatorSaysOfAPolicyIsToldWithTheReasonsRemedy() {
    StuckPolicy policy = policy();
    policy.setStatus(
        StuckPolicyStatusBuilder.builder(status(policy))
            .conditions(
                List.of(
                    condition("MetricsAvailable", "SourceUnreachable", "No answer in 5s."),
                    condition("Ready", "MetricsUnavailable", "Nothing is judged.")))
            .notCapturable(
                List.of(
                    new PodNote("hub-1", "UidMismatch", "1000 is not 2000."),
                    new PodNote("hub-2", "UidMismatch", "1000 is not 2000.")))
            .build());
    client.resource(policy).updateStatus();

    assertThat(doctor()).isEqualTo(1);

    assertThat(person.sees())
        .containsPattern(
            "WRONG +source +stuckpolicy frozen -n doctor-app: SourceUnreachable: No answer in 5s\\."
                + " Remedy: look at the MetricsSource")
        .containsPattern(
            "WRONG +sidecar +pod hub-1 -n doctor-app and 1 more: .*stuckpod.dev/run-as");
  }

  @Test
  void aPolicyThatNobodyHasLookedAtIsToldAsThat() {
    policy();

    assertThat(doctor()).isEqualTo(1);

    assertThat(person.sees()).contains("The operator has not looked at it as it is now.");
  }

  @Test
  void podsAreToldThatHaveNoSidecarOrOneThatCannotWork() {
    pod(APP, "late", "", "");
    pod(APP, "left", "  annotations: {stuckpod.dev/not-injected: 'QuotaFull: No room.'}", "");
    pod(APP, "other-user", "", sidecar("securityContext: {runAsUser: 2000}"));

    assertThat(doctor()).isEqualTo(1);

    assertThat(person.sees())
        .containsPattern("WRONG +sidecar +pod late -n doctor-app: .*created before the webhook")
        .containsPattern("WRONG +sidecar +pod left -n doctor-app: .*QuotaFull: No room\\.")
        .containsPattern(
            "WRONG +sidecar +pod other-user .*runs as user 2000, the app as \\[1000\\]");
  }

  @Test
  void aNetworkPolicyThatDoesNotAdmitTheOperatorIsNamedUntilOneDoes() {
    operator(1);
    pod(OPERATOR, "operator", "  labels: {app: stuckpod-operator}", "");
    pod(APP, "hub", "  labels: {app: hub}", sidecar(""));
    apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: default-deny, namespace: doctor-app}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        """);

    assertThat(doctor()).isEqualTo(1);

    assertThat(person.sees())
        .containsPattern(
            "WRONG +network +networkpolicy default-deny -n doctor-app: .*port"
                + " 7443.*kubernetes.io/metadata.name: doctor-operator");

    apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: admit, namespace: doctor-app}
        spec:
          podSelector: {}
          policyTypes: [Ingress]
          ingress:
          - ports: [{protocol: TCP, port: 7000, endPort: 8000}]
            from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: doctor-operator}}}]
        """);
    doctor();
    assertThat(person.sees()).contains("No NetworkPolicy stands between operator and 1 sidecars.");
  }

  @Test
  void programsGetTheSameAsJson() {
    assertThat(doctor("-o", "json")).isEqualTo(1);

    JsonNode found = Serialization.unmarshal(person.sees(), JsonNode.class);
    assertThat(found.path("well").asBoolean(true)).isFalse();
    assertThat(found.path("checks").findValuesAsText("level")).contains("ok", "wrong");
  }

  @Test
  void versionsAreToldOfAllThree() {
    operator(1);
    pod(APP, "hub", "", sidecar(""));

    assertThat(person.types("version")).isZero();
    assertThat(person.sees())
        .containsPattern("client +\\S+\n")
        .containsPattern("kubernetes +v1\\.")
        .contains("operator    0.1.0 (deployment stuckpod -n doctor-operator)")
        .contains("sidecars    registry/sidecar:0.1.0 (1)");
  }

  private int doctor(String... more) {
    var words = new ArrayList<>(List.of("doctor", "--operator-namespace", OPERATOR));
    words.addAll(List.of(more));
    return person.types(words.toArray(String[]::new));
  }

  private void operator(int ready) {
    apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: stuckpod
          namespace: doctor-operator
          labels: {app.kubernetes.io/component: operator, app.kubernetes.io/version: 0.1.0}
        spec:
          replicas: 1
          selector: {matchLabels: {app: stuckpod-operator}}
          template:
            metadata: {labels: {app: stuckpod-operator}}
            spec:
              containers:
              - name: operator
                image: registry/operator:0.1.0
                env:
                - {name: WATCH_NAMESPACES, value: ''}
                - {name: SIDECAR_IMAGE, value: 'registry/sidecar:0.1.0'}
        """);
    Deployment made = client.apps().deployments().inNamespace(OPERATOR).withName("stuckpod").get();
    made.setStatus(new DeploymentStatusBuilder().withReplicas(1).withReadyReplicas(ready).build());
    client.resource(made).updateStatus();
  }

  private void pod(String namespace, String name, String metadata, String more) {
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: %s
        %s
        spec:
          containers:
          - {name: app, image: 'app:1', securityContext: {runAsUser: 1000}}
        %s
        """
            .formatted(name, namespace, metadata, more));
  }

  private static String sidecar(String more) {
    return """
      initContainers:
      - name: stuckpod
        image: registry/sidecar:0.1.0
        restartPolicy: Always
        %s
    """
        .formatted(more);
  }

  private void apply(String yaml) {
    HasMetadata object = Serialization.unmarshal(yaml, HasMetadata.class);
    client.resource(object).create();
  }

  private StuckPolicy policy() {
    return client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: StuckPolicy
                metadata: {name: frozen, namespace: doctor-app}
                spec:
                  selector: {matchLabels: {app: hub}}
                  stuckWhen: {any: [{name: hang, scrapeHang: {}}]}
                """,
                StuckPolicy.class))
        .create();
  }

  private static StuckPolicyStatus status(StuckPolicy policy) {
    return StuckPolicyStatusBuilder.builder()
        .observedGeneration(policy.getMetadata().getGeneration())
        .build();
  }

  private static Condition condition(String type, String reason, String message) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus("False")
        .withReason(reason)
        .withMessage(message)
        .withLastTransitionTime("2026-01-15T12:00:00Z")
        .withObservedGeneration(1L)
        .build();
  }
}
