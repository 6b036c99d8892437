package dev.stuckpod.cli.loadtest;

import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes into a window's status what its contract says that an operator writes. */
final class PlayedOperator {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static final String OPEN =
      """
      startedAt: "2026-01-15T14:00:00Z"
      load: Running
      pods: {watched: 2, stuck: 0, recovered: 0, restarted: 0, unknown: 0}
      watched: [cable-a, cable-b]
      conditions:
      - {type: Open, status: "True", reason: Open, message: "", lastTransitionTime: "2026-01-15T14:00:00Z"}
      - {type: Completed, status: "False", reason: LoadRunning, message: "", lastTransitionTime: "2026-01-15T14:00:00Z"}
      - {type: Succeeded, status: "Unknown", reason: Undecided, message: "", lastTransitionTime: "2026-01-15T14:00:00Z"}
      """;

  static final String GREEN = over("True", "NothingStuck", "Succeeded", "No pod got stuck, of 2.");

  static final String INCIDENT =
      """
      pods: {watched: 2, stuck: 1, recovered: 0, restarted: 0, unknown: 0}
      incidents:
      - pod: cable-b
        since: "2026-01-15T14:02:11Z"
        noticedBy: locks
        noticedAt: "2026-01-15T14:02:22Z"
        dumpAnalysis: cable-b-0123456789
        verdict: Deadlock
        confidence: Strong
        cause: RWMutex (*Hub)+0x68 is read-held by broadcastToStream (hub.go:354)
      """;

  private final KubernetesClient client;
  private final String namespace;

  PlayedOperator(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** The end of a window. */
  static String over(String status, String reason, String result, String sentence) {
    return """
    loadEndedAt: "2026-01-15T14:10:00Z"
    endedAt: "2026-01-15T14:11:00Z"
    load: Ended
    result: %s
    sentence: "%s"
    conditions:
    - {type: Open, status: "False", reason: Closed, message: "", lastTransitionTime: "2026-01-15T14:11:00Z"}
    - {type: Completed, status: "True", reason: Settled, message: "", lastTransitionTime: "2026-01-15T14:11:00Z"}
    - {type: Succeeded, status: "%s", reason: %s, message: "", lastTransitionTime: "2026-01-15T14:11:00Z"}
    """
        .formatted(result, sentence, status, reason);
  }

  /** A busy API server says now and then that it is not ready yet. */
  List<LoadTestWindow> windows() {
    return await()
        .atMost(PATIENCE)
        .ignoreException(KubernetesClientException.class)
        .until(
            () -> client.resources(LoadTestWindow.class).inNamespace(namespace).list().getItems(),
            Objects::nonNull);
  }

  /** Waits for the one window, and says the first thing of it. */
  void takeUp(String status) {
    await().atMost(PATIENCE).until(() -> !windows().isEmpty());
    say(status);
  }

  /** What the gate has said last of its load; empty where it has not. */
  String loadRuns() {
    Map<String, String> annotations = windows().getFirst().getMetadata().getAnnotations();
    return annotations == null
        ? ""
        : annotations.getOrDefault(LoadTestWindow.LOAD_RUNS_ANNOTATION, "");
  }

  /** Waits until the gate has said that the load has ended. */
  void awaitClosed() {
    await()
        .atMost(PATIENCE)
        .until(() -> Boolean.TRUE.equals(windows().getFirst().getSpec().ended()));
  }

  /** Adds to the status of the one window. */
  void say(String status) {
    Map<?, ?> fields = Serialization.unmarshal(status, Map.class);
    window()
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", fields)));
  }

  /** Deletes the one window, as somebody else may. */
  void delete() {
    window().delete();
  }

  private Resource<LoadTestWindow> window() {
    return client
        .resources(LoadTestWindow.class)
        .inNamespace(namespace)
        .withName(windows().getFirst().getMetadata().getName());
  }
}
