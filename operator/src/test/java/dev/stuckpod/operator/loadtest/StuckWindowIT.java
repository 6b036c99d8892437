package dev.stuckpod.operator.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpecBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowPods;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.RetentionSpec;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.pods.IncidentName;
import dev.stuckpod.operator.prometheus.ScriptedTarget;
import dev.stuckpod.operator.prometheus.ScriptedTarget.Mood;
import dev.stuckpod.protocol.Sha256;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
class StuckWindowIT extends WatchedWindows<Clock> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So long series are learned, some scrapes more than it needs. */
  private static final Duration LEARNING = Duration.ofSeconds(15);

  private final List<ScriptedTarget> targets = new ArrayList<>();
  private int beats;

  StuckWindowIT(KubernetesClient client) {
    super(client, Clock.systemUTC());
  }

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @AfterEach
  @Override
  void close() {
    super.close();
    targets.forEach(ScriptedTarget::close);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPodThatStandsIsLookedAtAndIsStuckIfItsDumpSaysSo() throws Exception {
    ScriptedTarget hub = world("stuck", "hub-0", "hub-1").getFirst();
    window();
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

    List<KeptReadings> kept = Objects.requireNonNull(status.readings());
    assertThat(kept)
        .extracting(KeptReadings::dumpAnalysis)
        .containsExactly(incident.getMetadata().getName(), null);
    String looked = readings(kept.getFirst());
    assertThat(looked).startsWith("# TYPE ").endsWith("# EOF\n");
    assertThat(looked.lines().filter(line -> line.contains("pod=\"hub-0\"")))
        .as("the freeze itself, and what was before it")
        .hasSizeGreaterThan(2 * (int) LEARNING.toSeconds() / 2);
    assertThat(looked).contains("pod=\"hub-1\"", "namespace=\"" + namespace + "\"");
    assertThat(readings(kept.getLast())).contains("pod=\"hub-0\"", "pod=\"hub-1\"");
    assertThat(raw())
        .hasSize(2)
        .allSatisfy(
            part -> {
              assertThat(part.getSpec().loadTestWindow()).isEqualTo("soak");
              assertThat(part.getSpec().dumpAnalysis()).isNull();
              assertThat(part.getMetadata().getLabels())
                  .doesNotContainKey(RawDump.DUMP_ANALYSIS_LABEL);
              assertThat(part.getMetadata().getOwnerReferences())
                  .singleElement()
                  .satisfies(
                      owner -> {
                        assertThat(owner.getKind()).isEqualTo("LoadTestWindow");
                        assertThat(owner.getUid())
                            .isEqualTo(resource("soak").require().getMetadata().getUid());
                      });
            });
    try (var left = Files.list(folder)) {
      assertThat(left).as("nothing is left on its way").isEmpty();
    }

    resource("soak")
        .edit(
            window -> {
              window.setSpec(
                  LoadTestWindowSpecBuilder.builder(window.getSpec())
                      .retention(new RetentionSpec(1, null))
                      .build());
              return window;
            });
    window("later", "during: {duration: 1s}");
    await().until(() -> resource("soak").get() == null);
    await()
        .until(
            () -> raw().stream().noneMatch(part -> "soak".equals(part.getSpec().loadTestWindow())));
    client.resources(LoadTestWindow.class).inNamespace(namespace).withName("later").delete();
  }

  private List<RawDump> raw() {
    return client.resources(RawDump.class).inNamespace(namespace).list().getItems();
  }

  private String readings(KeptReadings kept) throws IOException {
    try (var in = DumpStores.of(client).open(namespace, kept.name())) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(Sha256.of(text)).isEqualTo(kept.sha256());
      return text;
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDumpOfBeforeSaysNothingOfNow() throws Exception {
    ScriptedTarget hub = world("before", "hub-0", "hub-1").getFirst();
    DumpAnalysis before = analysis("hub-0");
    explained(before, "NothingFound", "Strong", "Nothing is wrong.");
    window();
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

  /** It is to tell what it knows before it is gone, and may be the only one that knows. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSuspectThatIsBeingDeletedIsLookedAtFirst() throws Exception {
    List<ScriptedTarget> hubs =
        world("going", "hub-0", "hub-1", "hub-2", "hub-3", "hub-4", "hub-5", "hub-6");
    hold("hub-5");
    window();
    start();
    learn();
    hubs.subList(0, 4).forEach(hub -> hub.become(Mood.Frozen));
    await().until(() -> asked().size(), Integer.valueOf(WindowPlan.AT_ONCE)::equals);
    hubs.get(4).become(Mood.Frozen);
    suspected();
    hubs.get(5).become(Mood.Frozen);
    suspected();
    assertThat(asked()).as("no more at once").containsOnly("hub-0", "hub-1", "hub-2", "hub-3");

    client.pods().inNamespace(namespace).withName("hub-5").delete();
    await()
        .until(
            this::status,
            s -> s.notes() != null && s.notes().stream().anyMatch(n -> "hub-5".equals(n.pod())));
    explained(incidents().getFirst(), "NothingFound", "Strong", "Nothing is wrong.");

    await().until(this::asked, pods -> pods.contains("hub-5"));
    assertThat(asked()).as("it has stood for longer, and stays").doesNotContain("hub-4");
    explained(of("hub-5"), "Deadlock", "Proven", "hub.go:354 waits for hub.go:360.");
    LoadTestWindowStatus status = await().until(this::status, s -> s.result() == Result.Stuck);
    assertThat(status.incidents()).extracting(WindowIncident::pod).containsExactly("hub-5");
    letGo("hub-5");
    await()
        .ignoreException(KubernetesClientException.class)
        .until(() -> client.pods().inNamespace(namespace).withName("hub-5").get() == null);
    assertThat(status().incidents()).extracting(WindowIncident::pod).containsExactly("hub-5");
    assertThat(status().result()).as("though it is gone").isEqualTo(Result.Stuck);
  }

  /** Where nothing moves on any pod, it may be that nobody asks anything of them any more. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPodThatStandsAloneIsLookedAtIfItsLoadIsSaidToRun() throws Exception {
    ScriptedTarget hub = world("alone", "hub-0").getFirst();
    window();
    start();
    learn();
    hub.become(Mood.Frozen);
    learn(); // that it stands
    assertThat(incidents()).as("nobody says that the load runs").isEmpty();

    DumpAnalysis incident =
        await()
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  beat();
                  return looking();
                },
                Objects::nonNull);
    var trigger = Objects.requireNonNull(incident.getSpec().trigger());
    assertThat(trigger.rule()).isEqualTo("metrics");
  }

  private void beat() {
    resource("soak")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%d\"}}}"
                .formatted(LoadTestWindow.LOAD_RUNS_ANNOTATION, ++beats));
  }

  /** Nobody knows where it was without a load, and there is nobody to hold it against. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatIsStillHeldWhenSettleIsOverIsLookedAt() throws Exception {
    ScriptedTarget hub = world("residue", "hub-0").getFirst();
    hub.become(Mood.Filling);
    window(
        "soak",
        "12s",
        "interval: 1s\n  detect: {locks: false, metrics: false, residue: true, policies: false}");
    start();
    learn();
    learn(); // and is watched for long enough to be judged as soon as settle is over
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
    open("stuck-window-" + name);
    for (String pod : names) {
      var target = new ScriptedTarget(pod);
      targets.add(target);
      pod(pod, target.address().replaceFirst(".*:", ""));
    }
    return targets;
  }

  private void pod(String name, String port) {
    HubPods.run(
        client,
        new PodBuilder(HubPods.of(namespace, name))
            .editMetadata()
            .addToAnnotations("prometheus.io/port", port)
            .endMetadata()
            .editSpec()
            .addNewInitContainer()
            .withName("stuckpod")
            .withImage("sidecar:1")
            .withRestartPolicy("Always")
            .endInitContainer()
            .endSpec()
            .build());
  }

  private void window() {
    window("soak", "interval: 1s");
  }

  private void end() {
    end("soak");
  }

  /** Until the series of both are known. */
  private void learn() {
    await().until(() -> status().startedAt(), Objects::nonNull);
    Instant learned = clock.instant().plus(LEARNING);
    await().until(() -> clock.instant().isAfter(learned));
  }

  /** Until one that stands now is known to. */
  private void suspected() {
    Instant known = clock.instant().plus(LEARNING);
    await().until(() -> clock.instant().isAfter(known));
  }

  /** As one is held that somebody has to clean up after. */
  private void hold(String pod) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .edit(
            one -> {
              one.getMetadata().setFinalizers(List.of("stuckpod.dev/held-by-a-test"));
              return one;
            });
  }

  private void letGo(String pod) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .edit(
            one -> {
              one.getMetadata().setFinalizers(List.of());
              return one;
            });
    client.pods().inNamespace(namespace).withName(pod).withGracePeriod(0).delete();
  }

  /** Pods that are looked at, or were. */
  private Set<String> asked() {
    return incidents().stream().map(one -> one.getSpec().podName()).collect(Collectors.toSet());
  }

  private DumpAnalysis of(String pod) {
    return incidents().stream()
        .filter(one -> pod.equals(one.getSpec().podName()))
        .findFirst()
        .orElseThrow();
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
    return Objects.requireNonNull(
        await()
            .ignoreException(KubernetesClientException.class)
            .until(
                () -> client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems(),
                Objects::nonNull));
  }

  /** The one that is not over. */
  private @Nullable DumpAnalysis looking() {
    return incidents().stream().filter(one -> one.getStatus() == null).findFirst().orElse(null);
  }

  private LoadTestWindowStatus status() {
    return status("soak");
  }
}
