package dev.stuckpod.operator.policy;

import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.roster.WatchedPods;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Policies in a namespace of a real API server, over pods of a workload hub, and who sees to them:
 * what a test makes there, and what it reads. Each test has a namespace for itself.
 */
public final class PoliciesOnApiServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private String namespace = "";
  private @Nullable WatchedPods pods;
  private @Nullable Operator operator;

  /** Has no namespace yet. */
  public PoliciesOnApiServer(KubernetesClient client) {
    this.client = client;
  }

  /** Makes the namespace, and pods in it that run. */
  public void open(String name, String... running) {
    namespace = name;
    Namespaces.apply(client, namespace);
    for (String pod : running) {
      HubPods.run(client, HubPods.of(namespace, pod));
    }
  }

  /** Of this test. */
  public String namespace() {
    return namespace;
  }

  /** Makes a policy over the hub's pods; what else it says are fields in YAML. */
  public void policy(String name, String... spec) {
    client.resource(HubPolicies.of(namespace, name, spec)).create();
  }

  /** Makes a MetricsSource that is named as the namespace. */
  public void source(String spec) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: MetricsSource
                metadata: {name: %s}
                spec: %s
                """
                    .formatted(namespace, spec),
                MetricsSource.class))
        .create();
  }

  /** Has an operator evaluate the policies; one that did before has ended. */
  public void evaluate() {
    stop();
    operator = operators().evaluating(namespace);
  }

  /** What follows from alerts, as an operator that has just begun to lead would have it. */
  public AlertedPolicies alerted() {
    return operators().alerted();
  }

  /** What follows from what sidecars have found, as such an operator would have it. */
  KilledPods killed() {
    return operators().killed();
  }

  private PolicyOperators operators() {
    return new PolicyOperators(client, roster(), meters);
  }

  /** The namespace's pods, not looked at yet. Who looked at them before does so no more. */
  public PodRoster roster() {
    if (pods != null) {
      pods.close();
    }
    pods = WatchedPods.of(client, namespace);
    return pods.roster();
  }

  public SimpleMeterRegistry meters() {
    return meters;
  }

  /** A busy API server says now and then that it is not ready yet. */
  public List<DumpAnalysis> incidents() {
    return await()
        .atMost(PATIENCE)
        .ignoreException(KubernetesClientException.class)
        .until(
            () -> client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems(),
            Objects::nonNull);
  }

  /** Writes the condition that the incident reconciler would. */
  void captured(DumpAnalysis incident, String reason, String value) {
    var status =
        incident.getStatus() == null
            ? DumpAnalysisStatusBuilder.builder().build()
            : incident.getStatus();
    incident.setStatus(
        DumpAnalysisStatusBuilder.builder(status)
            .conditions(
                List.of(
                    new ConditionBuilder()
                        .withType("Captured")
                        .withStatus(value)
                        .withReason(reason)
                        .withMessage("written by a test")
                        .withLastTransitionTime("2026-01-01T00:00:00Z")
                        .build()))
            .build());
    client.resource(incident).updateStatus();
  }

  StuckPolicy read(String policy) {
    return client.resources(StuckPolicy.class).inNamespace(namespace).withName(policy).require();
  }

  /** What is said of a policy; of one that nobody has looked at, nothing. */
  StuckPolicyStatus status(String policy) {
    StuckPolicyStatus said = read(policy).getStatus();
    return said == null ? StuckPolicyStatusBuilder.builder().build() : said;
  }

  /** Why a pod does not fire; without a reason where nothing is said of it. */
  PodNote row(String policy, String pod) {
    return Objects.requireNonNullElse(status(policy).notFiring(), List.<PodNote>of()).stream()
        .filter(row -> row.pod().equals(pod))
        .findFirst()
        .orElse(new PodNote(pod, "", ""));
  }

  /** A condition; without a reason where there is none. */
  Condition condition(String policy, String type) {
    return Conditions.find(status(policy).conditions(), type)
        .orElse(new ConditionBuilder().withReason("").build());
  }

  /** Reasons of all Events in the namespace. */
  List<String> events() {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .map(event -> event.getReason())
        .toList();
  }

  private void stop() {
    if (operator != null) {
      operator.stop();
      operator = null;
    }
  }

  @Override
  public void close() {
    stop();
    if (pods != null) {
      pods.close();
    }
    client.resources(StuckPolicy.class).inNamespace(namespace).delete();
  }
}
