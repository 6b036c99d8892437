package dev.stuckpod.operator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.HistoryLine;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.policy.PoliciesOnApiServer;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.readings.Courses;
import dev.stuckpod.operator.readings.scraped.Unscraped;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of an incident at a real API server, what a real Prometheus has read before. */
@WithApiServer
class HistoriesIT {

  private static final String NAMESPACE = "histories";

  private final KubernetesClient client;
  private final PoliciesOnApiServer policies;
  private final PodRoster roster;
  private @Nullable Prometheus prometheus;

  HistoriesIT(KubernetesClient client) {
    this.client = client;
    this.policies = new PoliciesOnApiServer(client);
    policies.open(NAMESPACE);
    this.roster = policies.roster();
  }

  @BeforeEach
  void world() {
    policies.policy(
        "frozen",
        "metrics: {source: histories}",
        "for: 20s",
        """
        stuckWhen: {any: [{name: no-progress, noProgress: {window: 1m,
            while: [{metric: hub_clients, above: 100}], counters: [{metric: hub_sent_total}]}}]}
        """);
  }

  @AfterEach
  void stop() throws Exception {
    policies.close();
    if (prometheus != null) {
      prometheus.close();
    }
    client.resources(MetricsSource.class).withName("histories").delete();
    client.resources(DumpAnalysis.class).inNamespace(NAMESPACE).delete();
    client.pods().inNamespace(NAMESPACE).withGracePeriod(0).delete();
  }

  @Test
  void thePodsOwnReadingsAndThoseOfASiblingThatWorks() throws Exception {
    for (String pod : List.of("hub-a", "hub-b", "hub-c")) {
      HubPods.run(client, HubPods.of(NAMESPACE, pod));
    }
    roster.start();
    var past = new Past();
    series(past, "hub_clients", "hub-a", _ -> 5000);
    series(past, "hub_sent_total", "hub-a", before -> 9000 - Math.max(80, before));
    series(past, "hub_sent_total", "hub-b", before -> 9000 - Math.max(80, before));
    series(past, "hub_clients", "hub-c", _ -> 4000);
    series(past, "hub_sent_total", "hub-c", before -> 9000 - before);
    prometheus = Prometheus.knowing(past);
    policies.source("{url: '%s'}".formatted(prometheus.url()));
    var sources = new Sources(client, NAMESPACE, Unscraped.with(client), Clock.systemUTC());
    var histories = new Histories(client, roster, sources::courses);
    DumpAnalysis incident = incident("frozen", "no-progress");

    histories.begin(incident);

    History history = told(histories, incident);
    assertThat(history.message()).isNull();
    assertThat(history.heldTo()).isEqualTo("2026-01-15T12:00:00Z");
    assertThat(history.heldFrom()).as("window and for").isEqualTo("2026-01-15T11:58:40Z");
    assertThat(history.from()).isEqualTo("2026-01-15T11:57:20Z");
    assertThat(history.step()).isEqualTo("5s");
    assertThat(history.lines())
        .extracting(HistoryLine::metric, HistoryLine::pod)
        .containsExactly(
            tuple("hub_clients", "hub-a"),
            tuple("hub_clients", "hub-c"),
            tuple("hub_sent_total", "hub-a"),
            tuple("hub_sent_total", "hub-c"));
    List<HistoryLine> lines = Objects.requireNonNull(history.lines());
    assertThat(lines.get(2).values()).startsWith("8840 8845 ").endsWith(" 8920 8920 8920");
    assertThat(lines.get(3).values()).endsWith(" 8990 8995 9000");
    assertThat(kept(incident, history)).as("nothing of it is pruned").isEqualTo(history);
  }

  @Test
  void aSourceThatDoesNotAnswerDelaysNothingAndIsAskedOnce() {
    var answers = new CountDownLatch(1);
    var asked = new AtomicInteger();
    Function<String, Courses> slow =
        _ ->
            (_, _, _, _) -> {
              asked.incrementAndGet();
              try {
                answers.await();
              } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
              }
              return new Courses.Told.Given(List.of(), 0);
            };
    var histories = new Histories(client, roster, slow);
    DumpAnalysis incident = incident("frozen", "no-progress");
    long began = System.nanoTime();

    histories.begin(incident);
    histories.begin(incident);

    assertThat(Objects.requireNonNull(histories.of(incident)).message())
        .isEqualTo(
            "How the readings were before is not here: the source of metrics had not answered when"
                + " this was written.");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    answers.countDown();
    assertThat(told(histories, incident).message())
        .isEqualTo("The source of metrics has nothing of this pod and time.");
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatStandsInTheWayIsSaid() {
    var sources = new Sources(client, NAMESPACE, Unscraped.with(client), Clock.systemUTC());
    var histories = new Histories(client, roster, sources::courses);

    assertThat(message(histories, incident("frozen", "no-progress")))
        .isEqualTo(
            "How the readings were before is not here: There is no MetricsSource histories: create"
                + " it, or name another in spec.metrics.source.");
    assertThat(message(histories, incident("frozen", "other")))
        .isEqualTo(
            "How the readings were before is not here: StuckPolicy frozen has no rule other any"
                + " more.");
    assertThat(message(histories, incident("gone", "no-progress")))
        .contains("StuckPolicy gone has no rule no-progress any more");
  }

  @Test
  void nobodyIsAskedWhereAPersonOrAWindowWantsADump() {
    Function<String, Courses> none =
        _ -> {
          throw new AssertionError("nobody is asked");
        };
    var histories = new Histories(client, roster, none);
    DumpAnalysis asked = incident("frozen", "no-progress");
    asked.setSpec(DumpAnalysisSpecBuilder.builder().podName("hub-a").build());

    histories.begin(asked);

    assertThat(histories.of(asked)).isNull();
  }

  private static String message(Histories histories, DumpAnalysis incident) {
    histories.begin(incident);
    return String.valueOf(told(histories, incident).message());
  }

  private static History told(Histories histories, DumpAnalysis incident) {
    return await()
        .until(
            () -> Objects.requireNonNull(histories.of(incident)),
            history -> !String.valueOf(history.message()).contains("had not answered"));
  }

  private History kept(DumpAnalysis incident, History history) {
    DumpAnalysis created = client.resource(incident).create();
    created.setStatus(DumpAnalysisStatusBuilder.builder().history(history).build());
    client.resource(created).updateStatus();
    return Objects.requireNonNull(
        client
            .resources(DumpAnalysis.class)
            .inNamespace(NAMESPACE)
            .withName(created.getMetadata().getName())
            .get()
            .getStatus()
            .history());
  }

  private static DumpAnalysis incident(String policy, String rule) {
    return Serialization.unmarshal(
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: DumpAnalysis
        metadata: {name: '%s-%s', namespace: %s, creationTimestamp: '2026-01-15T12:00:01Z'}
        spec:
          podName: hub-a
          container: hub
          trigger:
            policy: %s
            rule: %s
            readings: [{clause: while, metric: hub_clients, value: '5000', at: '2026-01-15T12:00:00Z'}]
        """
            .formatted(policy, rule, NAMESPACE, policy, rule),
        DumpAnalysis.class);
  }

  private static void series(Past past, String metric, String pod, IntToDoubleFunction value) {
    var labels = Map.of("namespace", NAMESPACE, "pod", pod, "container", "hub", "job", "j");
    past.series(metric, labels, 3600, 0, 5, value);
  }
}
