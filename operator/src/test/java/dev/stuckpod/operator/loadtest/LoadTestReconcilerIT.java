package dev.stuckpod.operator.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.LoadState;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowPods;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.pods.HubPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Windows on a real API server, over pods that nothing runs, and that have no sidecars. Each test
 * has a namespace of its own, and a clock that hastens.
 */
@WithApiServer
class LoadTestReconcilerIT extends WatchedWindows<HastyClock> {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  LoadTestReconcilerIT(KubernetesClient client) {
    super(client, new HastyClock());
  }

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutPodsNothingIsGreen() {
    world("no-pods");
    window("soak", "during: {duration: 1s}");
    start();

    LoadTestWindowStatus status = completed("soak");
    assertThat(status.result()).isEqualTo(Result.Unknown);
    assertThat(reason(status, "Succeeded")).isEqualTo("NoPods");
    assertThat(status.load()).isEqualTo(LoadState.Ended);
    assertThat(status.pods()).isEqualTo(new WindowPods(0, 0, 0, 0, 0));
    assertThat(status.watched()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void norIsAnythingThatNobodyCanLookAt() {
    world("no-sidecar", "hub-0", "hub-1");
    window("soak", "during: {duration: 1s}");
    start();

    LoadTestWindowStatus status = completed("soak");
    assertThat(status.result()).isEqualTo(Result.Unknown);
    assertThat(reason(status, "Succeeded")).isEqualTo("NoSidecar");
    assertThat(status.sentence()).contains("2 of 2 pods", "hub-0, hub-1", "kubectl rollout");
    assertThat(status.pods()).isEqualTo(new WindowPods(2, 0, 0, 0, 2));
    assertThat(status.watched()).containsExactly("hub-0", "hub-1");
    assertThat(events()).contains("LoadTestOpened", "LoadTestUnknown");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoSaysThatTheLoadHasEndedClosesIt() {
    world("closed", "hub-0");
    window("soak", "during: {}");
    start();
    await().until(() -> status("soak").load(), LoadState.Running::equals);
    assertThat(status("soak").result()).isNull();

    end("soak");

    await().until(() -> reason(status("soak"), "Open"), "LoadClosed"::equals);
    LoadTestWindowStatus status = completed("soak");
    assertThat(reason(status, "Completed")).isEqualTo("Settled");
    assertThat(reason(status, "Open")).isEqualTo("Closed");
    assertThat(status.loadEndedAt()).isNotNull();
    assertThat(status.observedGeneration()).isEqualTo(2);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatNobodyClosesEndsAtItsDeadline() {
    world("deadline", "hub-0");
    window("soak", "deadline: 10s");
    window("lost", "deadline: 10s\n  during: {job: {name: gone}}");
    start();

    assertThat(reason(completed("soak"), "Succeeded")).isEqualTo("DeadlinePassed");
    assertThat(status("soak").result()).isEqualTo(Result.Unknown);
    assertThat(status("soak").load()).isEqualTo(LoadState.Unknown);
    assertThat(reason(completed("lost"), "Succeeded")).isEqualTo("LoadNotFound");
    assertThat(status("lost").sentence()).isEqualTo("Job gone was never there.");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void followsAJob() {
    world("job", "hub-0");
    Job job =
        client
            .resource(
                Serialization.unmarshal(
                    """
                    apiVersion: batch/v1
                    kind: Job
                    metadata: {name: load, namespace: %s}
                    spec: {template: {spec: {restartPolicy: Never, containers: [{name: k6, image: 'k6:1'}]}}}
                    """
                        .formatted(namespace),
                    Job.class))
            .create();
    window("soak", "during: {job: {name: load}}");
    start();
    await().until(() -> reason(status("soak"), "Open"), "WaitingForLoad"::equals);

    job.setStatus(
        Serialization.unmarshal("startTime: '2026-01-15T12:00:00Z'\nactive: 1", JobStatus.class));
    client.resource(job).updateStatus();
    await().until(() -> status("soak").load(), LoadState.Running::equals);
    client.resource(job).delete();

    LoadTestWindowStatus status = completed("soak");
    assertThat(status.load()).isEqualTo(LoadState.Ended);
    assertThat(status.result()).isEqualTo(Result.Unknown);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anotherProcessGoesOnFromTheStatus() {
    world("restarted", "hub-0", "hub-1");
    window("soak", "during: {}");
    start();
    await().until(() -> status("soak").watched(), List.of("hub-0", "hub-1")::equals);
    String startedAt = status("soak").startedAt();

    stop();
    client.pods().inNamespace(namespace).withName("hub-1").withGracePeriod(0).delete();
    HubPods.run(client, HubPods.of(namespace, "hub-2"));
    start();

    await().until(() -> status("soak").watched(), List.of("hub-0", "hub-1", "hub-2")::equals);
    end("soak");
    LoadTestWindowStatus status = completed("soak");
    assertThat(status.startedAt()).isEqualTo(startedAt);
    assertThat(Objects.requireNonNull(status.pods()).unknown())
        .as("nobody saw who was there")
        .isGreaterThanOrEqualTo(2);
    assertThat(events().stream().filter("LoadTestOpened"::equals)).hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void podsThatComeAndGoAreNoted() {
    world("coming", "hub-0", "hub-1");
    window("soak", "during: {}");
    start();
    await().until(() -> status("soak").watched(), List.of("hub-0", "hub-1")::equals);

    HubPods.run(client, HubPods.of(namespace, "hub-2"));
    await().until(() -> noted("soak"), notes -> notes.contains("hub-2 Joined"));
    client.pods().inNamespace(namespace).withName("hub-0").withGracePeriod(0).delete();
    await()
        .until(
            () -> noted("soak"),
            notes -> notes.containsAll(List.of("hub-0 ScaledIn", "hub-0 NotSeen")));
    evict("hub-1");
    await().until(() -> noted("soak"), notes -> notes.contains("hub-1 Evicted"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatDoesNotChangeIsNotWrittenAgain() {
    world("unchanged", "hub-0");
    window("soak", "during: {}\n  interval: 1s");
    start();
    await().until(() -> status("soak").pods(), new WindowPods(1, 0, 0, 0, 1)::equals); // in the end
    String written = resource("soak").get().getMetadata().getResourceVersion();

    Instant later = clock.instant().plusSeconds(100); // some turns
    await().until(() -> clock.instant().isAfter(later));
    assertThat(resource("soak").get().getMetadata().getResourceVersion()).isEqualTo(written);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aWindowThatIsDeletedInTheMiddleLeavesNothingToItsSuccessor() {
    world("deleted", "hub-0");
    window("soak", "during: {}");
    window("other", "during: {}");
    start();
    await().until(() -> status("soak").watched(), List.of("hub-0")::equals);
    String startedAt = Objects.requireNonNull(status("soak").startedAt());

    resource("soak").delete();
    client.pods().inNamespace(namespace).withName("hub-0").withGracePeriod(0).delete();
    await().until(() -> noted("other"), notes -> notes.contains("hub-0 ScaledIn"));
    window("soak", "during: {duration: 1s}");

    LoadTestWindowStatus status = completed("soak");
    assertThat(Instant.parse(status.startedAt())).isAfter(Instant.parse(startedAt));
    assertThat(status.watched()).isEmpty();
    assertThat(status("other").watched()).containsExactly("hub-0");
    end("other");
    completed("other");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void twoWindowsWatchTheSamePods() {
    world("two", "hub-0");
    window("one", "during: {duration: 1s}");
    window("two", "during: {}");
    start();

    assertThat(completed("one").watched()).containsExactly("hub-0");
    assertThat(status("two").endedAt()).isNull();
    end("two");
    assertThat(completed("two").watched()).containsExactly("hub-0");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void ofThoseThatHaveEndedTheNewestAreKept() {
    world("keep");
    window("first", "during: {duration: 1s}\n  retention: {keep: 1}");
    start();
    completed("first");
    window("second", "during: {duration: 1s}\n  retention: {keep: 1}");
    await().until(() -> resource("first").get() == null);
    assertThat(completed("second").result()).isEqualTo(Result.Unknown);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void noneIsKeptForLongerThanItSays() {
    world("ttl");
    window("soak", "during: {duration: 1s}\n  retention: {ttl: 24h}");
    start();
    completed("soak");
    stop();
    clock.leap(Duration.ofHours(25));
    start();
    await().until(() -> resource("soak").get() == null);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPolicyThatIsNotThereIsSaid() {
    world("policy", "hub-0");
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: LoadTestWindow
                metadata: {name: soak, namespace: %s}
                spec: {policies: [hub], during: {duration: 1s}, settle: 1s}
                """
                    .formatted(namespace),
                LoadTestWindow.class))
        .create();
    start();
    LoadTestWindowStatus status = completed("soak");
    assertThat(reason(status, "Succeeded")).isEqualTo("PolicyNotFound");
    assertThat(status.sentence()).contains("StuckPolicy hub");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void hundredsOfPodsWithLongNamesFitIntoAStatus() {
    String name = "hub-" + "x".repeat(200) + "-";
    world("many", IntStream.range(0, 205).mapToObj(i -> name + i).toArray(String[]::new));
    window("soak", "during: {duration: 1s}");
    start();

    LoadTestWindowStatus status = completed("soak");
    assertThat(status.watched()).hasSize(200);
    assertThat(noted("soak")).contains(" LeftOut");
    assertThat(status.notes())
        .extracting(WindowNote::message)
        .anyMatch(m -> m.startsWith("5 more"));
    assertThat(Serialization.asJson(status).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(256 << 10);
  }

  private void world(String name, String... names) {
    open("window-" + name);
    for (String pod : names) {
      HubPods.run(client, HubPods.of(namespace, pod));
    }
  }

  /** As a kubelet does that needs room. */
  private void evict(String name) {
    Pod pod = client.pods().inNamespace(namespace).withName(name).require();
    pod.setStatus(
        Serialization.unmarshal(
            "phase: Failed\nreason: Evicted\nmessage: The node was low on resource.",
            PodStatus.class));
    client.resource(pod).updateStatus();
  }

  private LoadTestWindowStatus completed(String name) {
    return await().until(() -> status(name), status -> status.endedAt() != null);
  }

  private List<String> noted(String name) {
    return Objects.requireNonNullElse(status(name).notes(), List.<WindowNote>of()).stream()
        .map(note -> Objects.requireNonNullElse(note.pod(), "") + " " + note.reason())
        .toList();
  }

  private static String reason(LoadTestWindowStatus status, String condition) {
    return Conditions.find(status.conditions(), condition).map(c -> c.getReason()).orElse("");
  }

  private List<String> events() {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .map(event -> event.getReason())
        .toList();
  }
}
