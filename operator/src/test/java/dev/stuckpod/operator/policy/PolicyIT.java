package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.ClauseNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.RuleNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.operator.prometheus.Prometheus;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import dev.stuckpod.operator.prometheus.ScriptedTarget.Mood;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final PoliciesOnApiServer policies;
  private final List<ScriptedTarget> targets = new ArrayList<>();
  private @Nullable Prometheus prometheus;

  PolicyIT(KubernetesClient client) {
    this.client = client;
    this.policies = new PoliciesOnApiServer(client);
  }

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @AfterEach
  void stop() throws IOException {
    policies.close();
    if (prometheus != null) {
      prometheus.close();
    }
    targets.forEach(ScriptedTarget::close);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void opensOneIncidentForAFrozenPodAndCarriesItsReadings() throws Exception {
    ScriptedTarget hub = world("one-incident", "hub").getFirst();
    policy("frozen", "");
    policies.evaluate();
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
    assertThat(policies.events()).contains("StuckPodDetected", "IncidentOpened");
    assertThat(
            policies
                .meters()
                .counter("stuckpod_decisions", "value", "Stuck", "reason", "NoProgress")
                .count())
        .isPositive();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void opensItOnceAcrossARestartOfTheOperatorAndASecondPolicy() throws Exception {
    ScriptedTarget hub = world("once", "hub").getFirst();
    policy("first", "");
    policies.evaluate();
    await().until(() -> reasonOfRow("first", "hub"), "CounterMoves"::equals);
    hub.become(Mood.Frozen);
    DumpAnalysis incident = await().until(this::onlyIncident, Objects::nonNull);
    policies.captured(incident, "Running", "Unknown");

    policies.evaluate(); // as if it had been started again
    policy("second", "");

    await()
        .until(
            () -> {
              var status = reread(incident).getStatus();
              return status == null ? null : status.alsoMatched();
            },
            List.of("second")::equals);
    assertThat(policies.incidents()).hasSize(1);
    assertThat(slots("first")).hasSize(1).allMatch(slot -> slot.releasedAt() == null);
    assertThat(slots("second")).isEmpty();

    policies.captured(reread(incident), "Complete", "True");
    await().until(() -> slots("first").getFirst().releasedAt(), Objects::nonNull);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void countsProgressForAWholeWindowAsTheEndOfAnEpisode() throws Exception {
    ScriptedTarget hub = world("episodes", "hub").getFirst();
    policy("frozen", "limits: {perPod: {count: 2, per: 1h}}");
    policies.evaluate();
    await().until(() -> reasonOfRow("frozen", "hub"), "CounterMoves"::equals);
    hub.become(Mood.Frozen);
    DumpAnalysis first = await().until(this::onlyIncident, Objects::nonNull);
    policies.captured(first, "Complete", "True");

    hub.become(Mood.Live);
    await().until(() -> slots("frozen").getFirst().recoveredAt(), Objects::nonNull);
    hub.become(Mood.Frozen);

    await().until(() -> policies.incidents().size(), two -> two == 2);
    assertThat(slots("frozen")).extracting(Slot::episode).containsExactly(0, 1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void shadowDecidesAndTouchesNothing() throws Exception {
    ScriptedTarget hub = world("shadow", "hub").getFirst();
    policy("shadow", "mode: Shadow");
    policies.evaluate();
    await().until(() -> reasonOfRow("shadow", "hub"), "CounterMoves"::equals);

    hub.become(Mood.Frozen);

    await().until(() -> reasonOfRow("shadow", "hub"), "Shadow"::equals);
    await().until(policies::events, reasons -> reasons.contains("WouldCapture"));
    assertThat(policies.incidents()).isEmpty();
    assertThat(slots("shadow")).isEmpty();
    assertThat(Objects.requireNonNull(policies.status("shadow").pods()).stuck()).isEqualTo(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void limitsKeepTheNextPodFromBeingDumpedAndSayUntilWhen() throws Exception {
    List<ScriptedTarget> hubs = world("limits", "hub-0", "hub-1", "hub-2");
    policy("limited", "limits: {perPolicy: {count: 1, per: 1h}, concurrent: 5}");
    policies.evaluate();
    await().until(() -> reasonOfRow("limited", "hub-2"), "CounterMoves"::equals);

    hubs.get(0).become(Mood.Frozen);
    await().until(this::onlyIncident, Objects::nonNull);
    hubs.get(1).become(Mood.Frozen);

    await().until(() -> reasonOfRow("limited", "hub-1"), "LimitReached"::equals);
    assertThat(policies.incidents()).hasSize(1);
    assertThat(policies.status("limited").notFiring())
        .filteredOn(row -> row.pod().equals("hub-1"))
        .allMatch(row -> row.message().contains("limits.perPolicy"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void samplesOneOfAFleetThatIsStuckAtOnce() throws Exception {
    List<ScriptedTarget> hubs = world("fleet", "hub-0", "hub-1", "hub-2");
    policy("fleet", "limits: {perPolicy: {count: 5, per: 1h}, concurrent: 5}");
    policies.evaluate();
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
    assertThat(policies.incidents()).hasSize(1);
    assertThat(policies.events()).contains("SharedDependencySuspected");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHungPodIsOneThatConnectsAndDoesNotAnswerTheOperatorEither() throws Exception {
    ScriptedTarget hub = world("hang", "hub").getFirst();
    policy("hang", "", "{name: hang, scrapeHang: {consecutive: 3}}");
    policies.evaluate();
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
    policies.evaluate();
    await().until(() -> reasonOfRow("frozen", "hub"), "CounterMoves"::equals);
    Objects.requireNonNull(prometheus).close();
    prometheus = null;
    hub.become(Mood.Frozen);

    await().until(() -> reasonOf("frozen", "MetricsAvailable"), "SourceUnreachable"::equals);
    await().until(() -> reasonOfRow("frozen", "hub"), "SourceFailed"::equals);
    assertThat(reasonOf("frozen", "Ready")).isEqualTo("MetricsUnavailable");
    assertThat(policies.incidents()).isEmpty();
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
    policies.evaluate();

    await().until(() -> reasonOf("nowhere", "MetricsAvailable"), "SourceNotFound"::equals);
    await().until(() -> reasonOf("short", "MetricsAvailable"), "MetricAbsent"::equals);
    assertThat(reasonOf("short", "CaptureReady")).isEqualTo("NoSidecar");
    assertThat(policies.status("short").notCapturable())
        .extracting(PodNote::message)
        .allMatch(message -> message.contains("kubectl rollout restart"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoAsksIsToldWhatEveryClauseComesToUntilTheQuestionIsWithdrawn() throws Exception {
    world("explain", "hub");
    policy("frozen", "");
    policies.evaluate();
    await().until(() -> reasonOfRow("frozen", "hub"), "CounterMoves"::equals);

    ask("frozen", "hub 1");

    Explanation live =
        await().until(() -> policies.status("frozen").explanation(), Objects::nonNull);
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
                () -> policies.status("frozen").explanation(),
                e -> e != null && e.pod().equals("nobody"));
    assertThat(Objects.requireNonNull(nobody.held()).reason()).isEqualTo("NotJudged");

    ask("frozen", "hub 3 2001-01-01T00:00:00Z");
    Explanation before =
        await()
            .until(
                () -> policies.status("frozen").explanation(),
                e -> e != null && e.ask().startsWith("hub 3"));
    assertThat(before.at()).isEqualTo("2001-01-01T00:00:00Z");
    assertThat(Objects.requireNonNull(before.held()).message())
        .contains("what ran in the pod at the time asked for is not known");

    ask("frozen", null);
    await().until(() -> policies.status("frozen").explanation() == null);
  }

  private void ask(String policy, @Nullable String ask) {
    client
        .resources(StuckPolicy.class)
        .inNamespace(policies.namespace())
        .withName(policy)
        .edit(
            p -> {
              p.getMetadata().setAnnotations(ask == null ? Map.of() : Map.of(Explanation.ASK, ask));
              return p;
            });
  }

  private List<ScriptedTarget> world(String name, String... pods) throws Exception {
    String namespace = "policy-" + name;
    policies.open(namespace, pods);
    for (String pod : pods) {
      targets.add(new ScriptedTarget(pod));
    }
    prometheus = Prometheus.scraping(targets.stream().map(t -> t.scrapeConfig(namespace)).toList());
    policies.source("{url: '%s'}".formatted(prometheus.url()));
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
    policies.policy(
        name,
        more.contains("metrics:") ? "" : "metrics: {source: %s}".formatted(policies.namespace()),
        "stuckWhen: {any: [%s]}".formatted(rule),
        "for: 2s",
        "capture: {allowRestart: true}",
        more);
  }

  private @Nullable DumpAnalysis onlyIncident() {
    List<DumpAnalysis> all = policies.incidents();
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
    return client.pods().inNamespace(policies.namespace()).withName(name).get();
  }

  private List<Slot> slots(String policy) {
    return Objects.requireNonNullElse(policies.status(policy).slots(), List.of());
  }

  private String reasonOf(String policy, String condition) {
    return policies.condition(policy, condition).getReason();
  }

  private String reasonOfRow(String policy, String pod) {
    return policies.row(policy, pod).reason();
  }
}
