package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import dev.stuckpod.operator.prometheus.ScriptedTarget.Mood;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
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
  private final PoliciesOnApiServer policies;
  private final Map<String, ScriptedTarget> targets = new HashMap<>();

  SelfScrapedPolicyIT(KubernetesClient client) {
    this.client = client;
    this.policies = new PoliciesOnApiServer(client);
  }

  @AfterEach
  void stop() {
    policies.close();
    targets.values().forEach(ScriptedTarget::close);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void opensAnIncidentForTheOneOfTwoPodsThatFreezes() throws Exception {
    world("self-frozen", "hub-1", "hub-2");
    policy("frozen", FROZEN);
    policies.evaluate();
    waitFor(() -> "CounterMoves".equals(policies.row("frozen", "hub-1").reason()));
    assertThat(policies.condition("frozen", "MetricsAvailable").getMessage())
        .isEqualTo(
            "The operator scrapes the pods itself every 1s, as MetricsSource self-frozen says.");

    target("hub-1").become(Mood.Frozen);

    DumpAnalysis incident = incident();
    assertThat(incident.getSpec().podName()).isEqualTo("hub-1");
    assertThat(Objects.requireNonNull(incident.getSpec().trigger()).readings())
        .extracting(TriggerReading::clause, TriggerReading::metric, TriggerReading::value)
        .contains(
            tuple("while", "hub_clients", "5000"), tuple("counters", "hub_sent_total", "0/s"));
    assertThat(policies.row("frozen", "hub-2").reason()).isEqualTo("CounterMoves");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void opensAnIncidentForAPodThatAcceptsAndAnswersNoMore() throws Exception {
    world("self-hangs", "hub-1");
    policy("hang", "{name: hang, scrapeHang: {consecutive: 3}}");
    policies.evaluate();
    waitFor(() -> "ScrapesAnswered".equals(policies.row("hang", "hub-1").reason()));

    target("hub-1").become(Mood.Hanging);

    assertThat(Objects.requireNonNull(incident().getSpec().trigger()).readings())
        .extracting(TriggerReading::clause)
        .containsExactly("up", "scrape");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void saysWhatItCannotDo() throws Exception {
    world("self-cannot", "hub-1");
    HubPods.run(client, HubPods.of(policies.namespace(), "nowhere"));
    policy("frozen", FROZEN);
    policy(
        "asks",
        "{name: asks, promql: {query: 'up{namespace=\"%1$s\"} == 0', presence: 'up{namespace=\"%1$s\"}'}}"
            .formatted(policies.namespace()));
    policies.evaluate();

    waitFor(() -> "NotScraped".equals(policies.row("frozen", "nowhere").reason()));
    assertThat(policies.row("frozen", "nowhere").message()).contains("prometheus.io/port");
    waitFor(() -> !policies.condition("asks", "MetricsAvailable").getReason().isEmpty());
    assertThat(policies.condition("asks", "MetricsAvailable").getReason())
        .isEqualTo("SourceOnlyScrapes");
    assertThat(policies.condition("asks", "MetricsAvailable").getMessage())
        .contains("Rule asks asks PromQL; MetricsSource " + policies.namespace() + " only scrapes");
    assertThat(policies.condition("asks", "Ready").getReason()).isEqualTo("MetricsUnavailable");
  }

  /** Servers, their pods, and a source that scrapes them every second. */
  private void world(String name, String... names) throws IOException {
    policies.open(name);
    for (String one : names) {
      var target = new ScriptedTarget(one);
      targets.put(one, target);
      String port = target.address().substring(target.address().indexOf(':') + 1);
      Pod pod = HubPods.of(name, one);
      pod.getMetadata().setAnnotations(Map.of("prometheus.io/port", port));
      pod.getSpec()
          .getContainers()
          .getFirst()
          .setPorts(
              List.of(new ContainerPortBuilder().withContainerPort(Integer.valueOf(port)).build()));
      HubPods.run(client, pod);
    }
    policies.source("{scrape: {interval: 1s}}");
  }

  private void policy(String name, String rule) {
    policies.policy(
        name,
        "metrics: {source: %s}".formatted(policies.namespace()),
        "stuckWhen: {any: [%s]}".formatted(rule),
        "for: 2s");
  }

  private ScriptedTarget target(String name) {
    return Objects.requireNonNull(targets.get(name));
  }

  private static void waitFor(Callable<Boolean> what) {
    await().atMost(Duration.ofSeconds(90)).until(what);
  }

  private DumpAnalysis incident() {
    waitFor(() -> !policies.incidents().isEmpty());
    List<DumpAnalysis> all = policies.incidents();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
