package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import dev.stuckpod.operator.prometheus.ScriptedTarget.Mood;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.roster.SlimPods;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Policies on a real API server without any Prometheus: the operator scrapes servers itself, every
 * second, at ports that annotations of their pods name.
 */
@WithApiServer
class SelfScrapedPolicyIT {

  private static final String FROZEN =
      """
      {name: no-progress, noProgress: {window: 8s, while: [{metric: hub_clients, above: 100}],
         counters: [{metric: hub_sent_total}], frozen: [{metric: hub_goroutines}]}}\
      """;

  private final KubernetesClient client;
  private final KubernetesClient pods;
  private final Map<String, ScriptedTarget> targets = new HashMap<>();
  private PodRoster roster;
  private @Nullable Operator operator;
  private String namespace = "";

  SelfScrapedPolicyIT(KubernetesClient client) {
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
    if (operator != null) {
      operator.stop();
    }
    roster.close();
    pods.close();
    targets.values().forEach(ScriptedTarget::close);
    client.resources(StuckPolicy.class).inNamespace(namespace).delete();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void opensAnIncidentForTheOneOfTwoPodsThatFreezes() throws Exception {
    world("self-frozen", "hub-1", "hub-2");
    policy("frozen", FROZEN);
    start();
    waitFor(() -> "CounterMoves".equals(row("frozen", "hub-1").reason()));
    assertThat(condition("frozen", "MetricsAvailable").getMessage())
        .isEqualTo(
            "The operator scrapes the pods itself every 1s, as MetricsSource self-frozen says.");

    target("hub-1").become(Mood.Frozen);

    DumpAnalysis incident = incident();
    assertThat(incident.getSpec().podName()).isEqualTo("hub-1");
    assertThat(Objects.requireNonNull(incident.getSpec().trigger()).readings())
        .extracting(TriggerReading::clause, TriggerReading::metric, TriggerReading::value)
        .contains(
            tuple("while", "hub_clients", "5000"), tuple("counters", "hub_sent_total", "0/s"));
    assertThat(row("frozen", "hub-2").reason()).isEqualTo("CounterMoves");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void opensAnIncidentForAPodThatAcceptsAndAnswersNoMore() throws Exception {
    world("self-hangs", "hub-1");
    policy("hang", "{name: hang, scrapeHang: {consecutive: 3}}");
    start();
    waitFor(() -> "ScrapesAnswered".equals(row("hang", "hub-1").reason()));

    target("hub-1").become(Mood.Hanging);

    assertThat(Objects.requireNonNull(incident().getSpec().trigger()).readings())
        .extracting(TriggerReading::clause)
        .containsExactly("up", "scrape");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void saysWhatItCannotDo() throws Exception {
    world("self-cannot", "hub-1");
    HubPods.run(client, HubPods.of(namespace, "nowhere"));
    policy("frozen", FROZEN);
    policy(
        "asks",
        "{name: asks, promql: {query: 'up{namespace=\"%1$s\"} == 0', presence: 'up{namespace=\"%1$s\"}'}}"
            .formatted(namespace));
    start();

    waitFor(() -> "NotScraped".equals(row("frozen", "nowhere").reason()));
    assertThat(row("frozen", "nowhere").message()).contains("prometheus.io/port");
    waitFor(() -> !condition("asks", "MetricsAvailable").getReason().isEmpty());
    assertThat(condition("asks", "MetricsAvailable").getReason()).isEqualTo("SourceOnlyScrapes");
    assertThat(condition("asks", "MetricsAvailable").getMessage())
        .contains("Rule asks asks PromQL; MetricsSource " + namespace + " only scrapes");
    assertThat(condition("asks", "Ready").getReason()).isEqualTo("MetricsUnavailable");
  }

  /** Servers, their pods, and a source that scrapes them every second. */
  private void world(String name, String... names) throws IOException {
    namespace = name;
    Namespaces.create(client, namespace);
    for (String one : names) {
      var target = new ScriptedTarget(one);
      targets.put(one, target);
      String port = target.address().substring(target.address().indexOf(':') + 1);
      Pod pod = HubPods.of(namespace, one);
      pod.getMetadata().setAnnotations(Map.of("prometheus.io/port", port));
      pod.getSpec()
          .getContainers()
          .getFirst()
          .setPorts(
              List.of(new ContainerPortBuilder().withContainerPort(Integer.valueOf(port)).build()));
      HubPods.run(client, pod);
    }
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: MetricsSource
                metadata: {name: %s}
                spec: {scrape: {interval: 1s}}
                """
                    .formatted(namespace),
                MetricsSource.class))
        .create();
  }

  private void policy(String name, String rule) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: StuckPolicy
                metadata: {name: %s, namespace: %s}
                spec:
                  selector: {matchLabels: {app: hub}}
                  metrics: {source: %s}
                  stuckWhen: {any: [%s]}
                  for: 2s
                """
                    .formatted(name, namespace, namespace, rule),
                StuckPolicy.class))
        .create();
  }

  private void start() {
    roster = new PodRoster(pods, Set.of(namespace));
    operator = PolicyOperators.start(client, roster, namespace, new SimpleMeterRegistry());
  }

  private ScriptedTarget target(String name) {
    return Objects.requireNonNull(targets.get(name));
  }

  private static void waitFor(Callable<Boolean> what) {
    await().atMost(Duration.ofSeconds(90)).until(what);
  }

  private DumpAnalysis incident() {
    waitFor(() -> !incidents().isEmpty());
    List<DumpAnalysis> all = incidents();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private List<DumpAnalysis> incidents() {
    try {
      return client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems();
    } catch (KubernetesClientException notYet) { // a server that starts says 429 for a while
      return List.of();
    }
  }

  private @Nullable StuckPolicyStatus status(String policy) {
    return client
        .resources(StuckPolicy.class)
        .inNamespace(namespace)
        .withName(policy)
        .require()
        .getStatus();
  }

  private PodNote row(String policy, String pod) {
    StuckPolicyStatus status = status(policy);
    List<PodNote> rows = status == null ? null : status.notFiring();
    return rows == null
        ? new PodNote(pod, "", "")
        : rows.stream()
            .filter(one -> one.pod().equals(pod))
            .findFirst()
            .orElse(new PodNote(pod, "", ""));
  }

  private Condition condition(String policy, String type) {
    StuckPolicyStatus status = status(policy);
    var none = new Condition();
    none.setReason("");
    return status == null ? none : Conditions.find(status.conditions(), type).orElse(none);
  }
}
