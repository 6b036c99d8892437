package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.ClauseNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.RuleNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.foresight.SidecarLook;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import dev.stuckpod.operator.prometheus.ScriptedTarget.Mood;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.retention.OldAnalyses;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.roster.SlimPods;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Policies on a real API server, with readings of a real Prometheus that scrapes every second. Each
 * test has a namespace and a Prometheus of its own, and mostly waits.
 */
@WithApiServer
class PolicyIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final KubernetesClient client;
  private final KubernetesClient pods;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<ScriptedTarget> targets = new ArrayList<>();
  private @Nullable Prometheus prometheus;
  private @Nullable Operator operator;
  private PodRoster roster;
  private String namespace = "";

  PolicyIT(KubernetesClient client) {
    this.client = client;
    this.pods =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withKubernetesSerialization(SlimPods.serialization())
            .build();
    this.roster = new PodRoster(pods, Set.of());
  }

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @AfterEach
  void stop() throws IOException {
    if (operator != null) {
      operator.stop();
    }
    roster.close();
    if (prometheus != null) {
      prometheus.close();
    }
    targets.forEach(ScriptedTarget::close);
    client.resources(StuckPolicy.class).inNamespace(namespace).delete();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void opensOneIncidentForAFrozenPodAndCarriesItsReadings() throws Exception {
    ScriptedTarget hub = world("one-incident", "hub").getFirst();
    policy("frozen", "");
    start();
    await().until(() -> reasonOfRow("frozen", "hub"), "CounterMoves"::equals);

    hub.become(Mood.Frozen);

    DumpAnalysis incident = await().until(this::onlyIncident, Objects::nonNull);
    assertThat(incident.getMetadata().getName()).matches("hub-[0-9a-f]{10}");
    assertThat(incident.getSpec().podUID()).isEqualTo(pod("hub").getMetadata().getUid());
    assertThat(incident.getSpec().containerID()).isEqualTo("containerd://hub");
    assertThat(incident.getSpec().allowRestart()).isTrue();
    var trigger = Objects.requireNonNull(incident.getSpec().trigger());
    assertThat(trigger.policy()).isEqualTo("frozen");
    assertThat(trigger.rule()).isEqualTo("no-progress");
    assertThat(trigger.readings())
        .extracting(TriggerReading::clause, TriggerReading::metric, TriggerReading::value)
        .contains(
            tuple("while", "hub_clients", "5000"), tuple("counters", "hub_sent_total", "0/s"));
    assertThat(slots("frozen")).extracting(Slot::name).containsExactly(name(incident));
    assertThat(events()).contains("StuckPodDetected", "IncidentOpened");
    assertThat(
            meters.counter("stuckpod_decisions", "value", "Stuck", "reason", "NoProgress").count())
        .isPositive();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void opensItOnceAcrossARestartOfTheOperatorAndASecondPolicy() throws Exception {
    ScriptedTarget hub = world("once", "hub").getFirst();
    policy("first", "");
    start();
    await().until(() -> reasonOfRow("first", "hub"), "CounterMoves"::equals);
    hub.become(Mood.Frozen);
    DumpAnalysis incident = await().until(this::onlyIncident, Objects::nonNull);
    captured(incident, "Running", "Unknown");

    restart();
    policy("second", "");

    await()
        .until(
            () -> {
              var status = reread(incident).getStatus();
              return status == null ? null : status.alsoMatched();
            },
            List.of("second")::equals);
    assertThat(incidents()).hasSize(1);
    assertThat(slots("first")).hasSize(1).allMatch(slot -> slot.releasedAt() == null);
    assertThat(slots("second")).isEmpty();

    captured(reread(incident), "Complete", "True");
    await().until(() -> slots("first").getFirst().releasedAt(), Objects::nonNull);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void countsProgressForAWholeWindowAsTheEndOfAnEpisode() throws Exception {
    ScriptedTarget hub = world("episodes", "hub").getFirst();
    policy("frozen", "limits: {perPod: {count: 2, per: 1h}}");
    start();
    await().until(() -> reasonOfRow("frozen", "hub"), "CounterMoves"::equals);
    hub.become(Mood.Frozen);
    DumpAnalysis first = await().until(this::onlyIncident, Objects::nonNull);
    captured(first, "Complete", "True");

    hub.become(Mood.Live);
    await().until(() -> slots("frozen").getFirst().recoveredAt(), Objects::nonNull);
    hub.become(Mood.Frozen);

    await().until(() -> incidents().size(), two -> two == 2);
    assertThat(slots("frozen")).extracting(Slot::episode).containsExactly(0, 1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shadowDecidesAndTouchesNothing() throws Exception {
    ScriptedTarget hub = world("shadow", "hub").getFirst();
    policy("shadow", "mode: Shadow");
    start();
    await().until(() -> reasonOfRow("shadow", "hub"), "CounterMoves"::equals);

    hub.become(Mood.Frozen);

    await().until(() -> reasonOfRow("shadow", "hub"), "Shadow"::equals);
    await().until(this::events, reasons -> reasons.contains("WouldCapture"));
    assertThat(incidents()).isEmpty();
    assertThat(slots("shadow")).isEmpty();
    assertThat(Objects.requireNonNull(status("shadow").pods()).stuck()).isEqualTo(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void limitsKeepTheNextPodFromBeingDumpedAndSayUntilWhen() throws Exception {
    List<ScriptedTarget> hubs = world("limits", "hub-0", "hub-1", "hub-2");
    policy("limited", "limits: {perPolicy: {count: 1, per: 1h}, concurrent: 5}");
    start();
    await().until(() -> reasonOfRow("limited", "hub-2"), "CounterMoves"::equals);

    hubs.get(0).become(Mood.Frozen);
    await().until(this::onlyIncident, Objects::nonNull);
    hubs.get(1).become(Mood.Frozen);

    await().until(() -> reasonOfRow("limited", "hub-1"), "LimitReached"::equals);
    assertThat(incidents()).hasSize(1);
    assertThat(status("limited").notFiring())
        .filteredOn(row -> row.pod().equals("hub-1"))
        .allMatch(row -> row.message().contains("limits.perPolicy"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void samplesOneOfAFleetThatIsStuckAtOnce() throws Exception {
    List<ScriptedTarget> hubs = world("fleet", "hub-0", "hub-1", "hub-2");
    policy("fleet", "limits: {perPolicy: {count: 5, per: 1h}, concurrent: 5}");
    start();
    await().until(() -> reasonOfRow("fleet", "hub-2"), "CounterMoves"::equals);

    hubs.forEach(hub -> hub.become(Mood.Frozen));

    await().until(this::onlyIncident, Objects::nonNull);
    await()
        .until(
            () ->
                hubs.stream()
                    .filter(h -> reasonOfRow("fleet", h.name()).equals("SharedDependencySuspected"))
                    .count(),
            two -> two == 2);
    assertThat(incidents()).hasSize(1);
    assertThat(events()).contains("SharedDependencySuspected");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHungPodIsOneThatConnectsAndDoesNotAnswerTheOperatorEither() throws Exception {
    ScriptedTarget hub = world("hang", "hub").getFirst();
    policy("hang", "", "{name: hang, scrapeHang: {consecutive: 3}}");
    start();
    await().until(() -> reasonOfRow("hang", "hub"), "ScrapesAnswered"::equals);

    hub.become(Mood.Hanging);

    DumpAnalysis incident = await().until(this::onlyIncident, Objects::nonNull);
    var trigger = Objects.requireNonNull(incident.getSpec().trigger());
    assertThat(trigger.readings())
        .extracting(TriggerReading::clause)
        .containsExactly("up", "scrape");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void nothingFiresWhilePrometheusIsAwayAndThePolicySaysSo() throws Exception {
    ScriptedTarget hub = world("away", "hub").getFirst();
    policy("frozen", "");
    start();
    await().until(() -> reasonOfRow("frozen", "hub"), "CounterMoves"::equals);
    Objects.requireNonNull(prometheus).close();
    prometheus = null;
    hub.become(Mood.Frozen);

    await().until(() -> reasonOf("frozen", "MetricsAvailable"), "SourceUnreachable"::equals);
    await().until(() -> reasonOfRow("frozen", "hub"), "SourceFailed"::equals);
    assertThat(reasonOf("frozen", "Ready")).isEqualTo("MetricsUnavailable");
    assertThat(incidents()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void saysWhatToDoAboutAMissingSourceAndAWindowTooShort() throws Exception {
    world("advice", "hub");
    policy("nowhere", "metrics: {source: nowhere}");
    policy(
        "short",
        "",
        "{name: short, noProgress: {window: 5s, while: [{metric: hub_clients}], counters: [{metric:"
            + " hub_sent}]}}");
    start();

    await().until(() -> reasonOf("nowhere", "MetricsAvailable"), "SourceNotFound"::equals);
    await().until(() -> reasonOf("short", "MetricsAvailable"), "MetricAbsent"::equals);
    assertThat(reasonOf("short", "CaptureReady")).isEqualTo("NoSidecar");
    assertThat(status("short").notCapturable())
        .extracting(PodNote::message)
        .allMatch(message -> message.contains("kubectl rollout restart"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoAsksIsToldWhatEveryClauseComesToUntilTheQuestionIsWithdrawn() throws Exception {
    world("explain", "hub");
    policy("frozen", "");
    start();
    await().until(() -> reasonOfRow("frozen", "hub"), "CounterMoves"::equals);

    ask("frozen", "hub 1");

    Explanation live = await().until(() -> status("frozen").explanation(), Objects::nonNull);
    assertThat(live.ask()).isEqualTo("hub 1");
    assertThat(live.stuckSince()).isNull();
    assertThat(live.rules()).extracting(RuleNow::reason).containsExactly("CounterMoves");
    assertThat(live.rules().getFirst().clauses())
        .extracting(ClauseNow::clause, ClauseNow::holds)
        .containsExactly(tuple("while", true), tuple("counters", false), tuple("frozen", false));

    ask("frozen", "nobody 2");
    Explanation nobody =
        await()
            .until(
                () -> status("frozen").explanation(), e -> e != null && e.pod().equals("nobody"));
    assertThat(Objects.requireNonNull(nobody.held()).reason()).isEqualTo("NotJudged");

    ask("frozen", null);
    await().until(() -> status("frozen").explanation() == null);
  }

  private void ask(String policy, @Nullable String ask) {
    client
        .resources(StuckPolicy.class)
        .inNamespace(namespace)
        .withName(policy)
        .edit(
            p -> {
              p.getMetadata().setAnnotations(ask == null ? Map.of() : Map.of(Explanation.ASK, ask));
              return p;
            });
  }

  private List<ScriptedTarget> world(String name, String... pods) throws Exception {
    namespace = "policy-" + name;
    Namespaces.create(client, namespace);
    for (String pod : pods) {
      targets.add(new ScriptedTarget(pod));
      HubPods.run(client, HubPods.of(namespace, pod));
    }
    prometheus = Prometheus.scraping(targets.stream().map(t -> t.scrapeConfig(namespace)).toList());
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: MetricsSource
                metadata: {name: %s}
                spec: {url: '%s'}
                """
                    .formatted(namespace, prometheus.url()),
                MetricsSource.class))
        .create();
    return targets;
  }

  private void policy(String name, String more) {
    policy(
        name,
        more,
        """
        {name: no-progress, noProgress: {window: 8s, while: [{metric: hub_clients, above: 100}],
           counters: [{metric: hub_sent_total}], frozen: [{metric: hub_goroutines}]}}\
        """);
  }

  private void policy(String name, String more, String rule) {
    String source = more.contains("metrics:") ? "" : "metrics: {source: " + namespace + "}";
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: StuckPolicy
                metadata: {name: %s, namespace: %s}
                spec:
                  selector: {matchLabels: {app: hub}}
                  stuckWhen: {any: [%s]}
                  for: 2s
                  capture: {allowRestart: true}
                  %s
                  %s
                """
                    .formatted(name, namespace, rule, source, more),
                StuckPolicy.class))
        .create();
  }

  private void start() {
    Clock clock = Clock.systemUTC();
    roster = new PodRoster(pods, Set.of(namespace));
    operator =
        new Operator(
            configuration ->
                configuration.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(
        new PolicyReconciler(
            client,
            roster,
            new WatchedAnalyses(),
            new OldAnalyses(client, DumpStores.of(client)),
            new Sources(client, "stuckpod", clock),
            new Foresight(
                new SidecarLook(
                    roster::find,
                    new Sidecars(
                        client,
                        () -> new HeldCertificate.Builder().build(),
                        (_, _) -> Optional.empty())),
                (_, task) -> task.run(),
                roster::size,
                clock),
            new PolicyReporter(new EventRecorder(client, clock, "test"), meters),
            _ -> {},
            clock),
        configuration -> configuration.settingNamespace(namespace));
    operator.start();
  }

  private void restart() {
    Objects.requireNonNull(operator).stop();
    roster.close();
    start();
  }

  /** Writes the condition that the incident reconciler would. */
  private void captured(DumpAnalysis incident, String reason, String value) {
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

  /** A busy API server says now and then that it is not ready yet. */
  private List<DumpAnalysis> incidents() {
    return await()
        .ignoreException(KubernetesClientException.class)
        .until(
            () -> client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems(),
            Objects::nonNull);
  }

  private @Nullable DumpAnalysis onlyIncident() {
    List<DumpAnalysis> all = incidents();
    assertThat(all).hasSizeLessThanOrEqualTo(1);
    return all.isEmpty() ? null : all.getFirst();
  }

  private DumpAnalysis reread(DumpAnalysis incident) {
    return client.resource(incident).get();
  }

  private static String name(DumpAnalysis incident) {
    return incident.getMetadata().getName();
  }

  private Pod pod(String name) {
    return client.pods().inNamespace(namespace).withName(name).get();
  }

  private StuckPolicyStatus status(String policy) {
    StuckPolicy read =
        client.resources(StuckPolicy.class).inNamespace(namespace).withName(policy).get();
    return read.getStatus() == null ? StuckPolicyStatusBuilder.builder().build() : read.getStatus();
  }

  private List<Slot> slots(String policy) {
    return Objects.requireNonNullElse(status(policy).slots(), List.of());
  }

  private String reasonOf(String policy, String condition) {
    return Conditions.find(status(policy).conditions(), condition)
        .map(c -> c.getReason())
        .orElse("");
  }

  private String reasonOfRow(String policy, String pod) {
    return Objects.requireNonNullElse(status(policy).notFiring(), List.<PodNote>of()).stream()
        .filter(row -> row.pod().equals(pod))
        .map(PodNote::reason)
        .findFirst()
        .orElse("");
  }

  private List<String> events() {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .map(event -> event.getReason())
        .toList();
  }
}
