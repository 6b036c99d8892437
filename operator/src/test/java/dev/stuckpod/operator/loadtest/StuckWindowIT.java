package dev.stuckpod.operator.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpecBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowPods;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.pods.IncidentName;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import dev.stuckpod.operator.prometheus.ScriptedTarget.Mood;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.roster.SlimPods;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * Windows on a real API server over pods whose metrics are served and scraped, every second. There
 * is no sidecar behind what their status says; what dumps come to is written by the tests.
 */
@WithApiServer
class StuckWindowIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So long series are learned, some scrapes more than it needs. */
  private static final Duration LEARNING = Duration.ofSeconds(15);

  private final KubernetesClient client;
  private final KubernetesClient pods;
  private final Clock clock = Clock.systemUTC();
  private final List<ScriptedTarget> targets = new ArrayList<>();
  private String namespace = "";
  private @Nullable Operator operator;
  private @Nullable PodRoster roster;

  StuckWindowIT(KubernetesClient client) {
    this.client = client;
    this.pods =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withKubernetesSerialization(SlimPods.serialization())
            .build();
  }

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @AfterEach
  void close() {
    stop();
    targets.forEach(ScriptedTarget::close);
    client.resources(LoadTestWindow.class).inNamespace(namespace).delete();
    pods.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPodThatStandsIsLookedAtAndIsStuckIfItsDumpSaysSo() throws Exception {
    ScriptedTarget hub = world("stuck", "hub-0", "hub-1").getFirst();
    window("settle: 1s");
    start();
    learn();
    hub.become(Mood.Frozen);

    DumpAnalysis incident = await().until(this::looking, Objects::nonNull);
    assertThat(incident.getSpec().podName()).isEqualTo("hub-0");
    var trigger = Objects.requireNonNull(incident.getSpec().trigger());
    assertThat(trigger.loadTestWindow()).isEqualTo("soak");
    assertThat(trigger.rule()).isEqualTo("metrics");
    assertThat(trigger.readings()).isNotEmpty();
    assertThat(incident.getSpec().allowRestart()).isFalse();

    explained(incident, "Deadlock", "Proven", "hub.go:354 waits for hub.go:360.");
    await().until(() -> status().result(), Result.Stuck::equals);
    assertThat(status().endedAt()).as("the load goes on").isNull();
    stop();
    start();
    learn();
    learn(); // and sees for long enough
    end();

    LoadTestWindowStatus status = await().until(this::status, s -> s.endedAt() != null);
    assertThat(status.result()).isEqualTo(Result.Stuck);
    assertThat(status.sentence()).startsWith("1 of 2 pods got stuck: hub-0. hub.go:354 waits");
    assertThat(status.pods()).isEqualTo(new WindowPods(2, 1, 0, 0, 0));
    assertThat(status.incidents())
        .singleElement()
        .extracting(
            WindowIncident::pod,
            WindowIncident::noticedBy,
            WindowIncident::dumpAnalysis,
            WindowIncident::verdict)
        .containsExactly("hub-0", "metrics", incident.getMetadata().getName(), "Deadlock");
    assertThat(incidents()).as("nor was it asked again, by another process").hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDumpOfBeforeSaysNothingOfNow() throws Exception {
    ScriptedTarget hub = world("before", "hub-0", "hub-1").getFirst();
    DumpAnalysis before = analysis("hub-0");
    explained(before, "NothingFound", "Strong", "Nothing is wrong.");
    window("settle: 1s");
    start();
    learn();
    hub.become(Mood.Frozen);

    DumpAnalysis incident = await().until(this::looking, Objects::nonNull);
    assertThat(incident.getMetadata().getName()).isNotEqualTo(before.getMetadata().getName());
    explained(incident, "NothingFound", "Strong", "Nothing is wrong.");
    await()
        .until(
            this::status,
            s ->
                s.notes() != null
                    && s.notes().stream().anyMatch(note -> note.reason().equals("Looked")));
    assertThat(status().result()).isNull();
  }

  /** Nobody knows where it was without a load, and there is nobody to hold it against. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatIsStillHeldWhenSettleIsOverIsLookedAt() throws Exception {
    ScriptedTarget hub = world("residue", "hub-0").getFirst();
    window("settle: 12s, detect: {locks: false, metrics: false, residue: true, policies: false}");
    start();
    learn();
    hub.become(Mood.Frozen);
    end();

    DumpAnalysis incident = await().until(this::looking, Objects::nonNull);
    assertThat(Objects.requireNonNull(incident.getSpec().trigger()).rule()).isEqualTo("residue");
    assertThat(status().endedAt()).as("the look is waited for").isNull();
    explained(incident, "Deadlock", "Proven", "hub.go:354 waits for hub.go:360.");

    LoadTestWindowStatus status = await().until(this::status, s -> s.endedAt() != null);
    assertThat(status.result()).isEqualTo(Result.Stuck);
    assertThat(incidents()).hasSize(1);
  }

  private List<ScriptedTarget> world(String name, String... names) throws Exception {
    namespace = "stuck-window-" + name;
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    for (String pod : names) {
      var target = new ScriptedTarget(pod);
      targets.add(target);
      pod(pod, target.address().replaceFirst(".*:", ""));
    }
    return targets;
  }

  private void pod(String name, String port) {
    Pod pod =
        client
            .resource(
                Serialization.unmarshal(
                    """
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      name: %s
                      namespace: %s
                      labels: {app: hub}
                      annotations: {prometheus.io/port: '%s'}
                      ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: hub, uid: hubs, controller: true}]
                    spec:
                      nodeName: node
                      containers: [{name: hub, image: 'hub:1'}]
                      initContainers: [{name: stuckpod, image: 'sidecar:1', restartPolicy: Always}]
                    """
                        .formatted(name, namespace, port),
                    Pod.class))
            .create();
    pod.setStatus(
        Serialization.unmarshal(
            """
            phase: Running
            podIP: 127.0.0.1
            conditions: [{type: Ready, status: 'True'}]
            containerStatuses:
            - {name: hub, ready: true, restartCount: 0, image: 'hub:1', imageID: '', containerID: 'containerd://%s',
               state: {running: {startedAt: '%s'}}}
            """
                .formatted(name, clock.instant().minus(Duration.ofHours(1))),
            PodStatus.class));
    client.resource(pod).updateStatus();
  }

  private void window(String spec) {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: LoadTestWindow
                metadata: {name: soak, namespace: %s}
                spec: {selector: {matchLabels: {app: hub}}, interval: 1s, %s}
                """
                    .formatted(namespace, spec),
                LoadTestWindow.class))
        .create();
  }

  private void end() {
    resource()
        .edit(
            window -> {
              window.setSpec(
                  LoadTestWindowSpecBuilder.builder(window.getSpec()).ended(true).build());
              return window;
            });
  }

  private void start() {
    roster = new PodRoster(pods, Set.of(namespace));
    operator =
        new Operator(
            configuration ->
                configuration.withKubernetesClient(client).withCloseClientOnStop(false));
    operator.register(
        new LoadTestReconciler(
            client,
            roster,
            new WatchedAnalyses(),
            new Sidecars(client, () -> new HeldCertificate.Builder().build()),
            new Sources(client, "stuckpod", clock),
            new WindowReporter(new EventRecorder(client, clock, "test"), new SimpleMeterRegistry()),
            clock),
        configuration -> configuration.settingNamespace(namespace));
    operator.start();
  }

  private void stop() {
    if (operator != null) {
      operator.stop();
      operator = null;
    }
    if (roster != null) {
      roster.close();
      roster = null;
    }
  }

  /** Until the series of both are known. */
  private void learn() {
    await().until(() -> status().startedAt(), Objects::nonNull);
    Instant learned = clock.instant().plus(LEARNING);
    await().until(() -> clock.instant().isAfter(learned));
  }

  private DumpAnalysis analysis(String pod) {
    String uid =
        client.pods().inNamespace(namespace).withName(pod).require().getMetadata().getUid();
    return client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: DumpAnalysis
                metadata: {name: %s, namespace: %s}
                spec: {podName: %s, podUID: %s, containerID: 'containerd://%s', trigger: {loadTestWindow: yesterday, rule: metrics}}
                """
                    .formatted(
                        IncidentName.of(pod, uid, "containerd://" + pod, 0),
                        namespace,
                        pod,
                        uid,
                        pod),
                DumpAnalysis.class))
        .create();
  }

  /** Writes what the incident reconciler would. */
  private void explained(DumpAnalysis analysis, String verdict, String confidence, String cause) {
    analysis.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .conditions(List.of(over("Captured", "Complete"), over("Analyzed", "Explained")))
            .verdict(verdict)
            .confidence(confidence)
            .cause(cause)
            .build());
    client.resource(analysis).updateStatus();
  }

  private Condition over(String type, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus("True")
        .withReason(reason)
        .withMessage("written by a test")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }

  private List<DumpAnalysis> incidents() {
    return client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems();
  }

  /** The one that is not over. */
  private @Nullable DumpAnalysis looking() {
    return incidents().stream().filter(one -> one.getStatus() == null).findFirst().orElse(null);
  }

  private Resource<LoadTestWindow> resource() {
    return client.resources(LoadTestWindow.class).inNamespace(namespace).withName("soak");
  }

  /** A busy API server says now and then that it is not ready yet. */
  private LoadTestWindowStatus status() {
    LoadTestWindow window =
        await()
            .ignoreException(KubernetesClientException.class)
            .until(() -> resource().get(), Objects::nonNull);
    return window.getStatus() == null
        ? LoadTestWindowStatusBuilder.builder().build()
        : window.getStatus();
  }
}
