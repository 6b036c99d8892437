package dev.stuckpod.operator.loadtest.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.During;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.Load;
import dev.stuckpod.operator.answers.ShapedClient;
import dev.stuckpod.operator.loadtest.ForeignKinds;
import dev.stuckpod.operator.loadtest.window.ChildState;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked of a real API server about the loads that windows follow. */
class LoadStateIT {

  private static final During JOB = new During(null, null, null, new Load("load"));
  private static final During TEST_RUN = new During(null, null, new Load("soak"), null);
  private static final DeletionPropagation BACKGROUND = DeletionPropagation.BACKGROUND;

  /** As k6-operator 1.6.0 leaves it, at other times. */
  private static final GenericKubernetesResource FINISHED =
      Serialization.unmarshal(
          """
          apiVersion: k6.io/v1alpha1
          kind: TestRun
          status:
            stage: finished
            conditions:
            - {type: CloudTestRun, status: 'False', reason: CloudTestRunFalse, message: '', lastTransitionTime: '2026-01-15T11:59:00Z'}
            - {type: TestRunRunning, status: 'False', reason: TestRunRunningFalse, message: '', lastTransitionTime: '2026-01-15T12:00:01Z'}
            - {type: TeardownExecuted, status: 'False', reason: TeardownExecutedFalse, message: '', lastTransitionTime: '2026-01-15T11:59:00Z'}
            - {type: CloudTestRunAborted, status: 'False', reason: CloudTestRunAbortedFalse, message: '', lastTransitionTime: '2026-01-15T11:59:00Z'}
            - {type: CloudPLZTestRun, status: 'False', reason: CloudPLZTestRunFalse, message: '', lastTransitionTime: '2026-01-15T11:59:00Z'}
          """,
          GenericKubernetesResource.class);

  /** The window, before its load. */
  private static final Instant MADE = Instant.parse("2026-01-15T11:59:59Z");

  private static final String COMPLETE =
      """
      active: 0
      succeeded: 1
      completionTime: '2026-01-15T12:00:01Z'
      conditions:
      - {type: SuccessCriteriaMet, status: 'True', reason: CompletionsReached, lastTransitionTime: '2026-01-15T12:00:01Z'}
      - {type: Complete, status: 'True', reason: CompletionsReached, lastTransitionTime: '2026-01-15T12:00:01Z'}
      """;

  private static final String FAILED =
      """
      active: 0
      failed: 1
      conditions:
      - {type: FailureTarget, status: 'True', reason: BackoffLimitExceeded, lastTransitionTime: '2026-01-15T12:00:01Z'}
      - {type: Failed, status: 'True', reason: BackoffLimitExceeded, lastTransitionTime: '2026-01-15T12:00:01Z'}
      """;

  @Test
  void followsJobsAndTestRunsAsTheyComeRunAndGo() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client();
        KubernetesClient own = ShapedClient.of(server.config())) {
      Namespaces.create(client, "shop");
      var loads = new LoadState(own, MADE);

      assertThat(loads.of("shop", null)).isEqualTo(ChildState.NotThere);
      assertThat(loads.of("shop", new During("10m", null, null, null)))
          .isEqualTo(ChildState.NotThere);
      followsAJob(client, loads);
      assertThat(loads.of("shop", TEST_RUN)).as("no such kind").isEqualTo(ChildState.NotThere);
      followsATestRun(client, loads);
      hearsTheLastWords(client, own);
      doesNotTakeAnEarlierOne(client, own);

      try (KubernetesClient nobody =
          new KubernetesClientBuilder()
              .withConfig(
                  new ConfigBuilder(server.config())
                      .withOauthToken("nobody's")
                      .withRequestRetryBackoffLimit(0)
                      .build())
              .build()) {
        assertThat(new LoadState(nobody, MADE).of("shop", JOB)).isEqualTo(ChildState.Unreadable);
      }
    }
  }

  /**
   * A TestRun with cleanup: post, and a Job with a ttl of 0, are gone as soon as they have ended.
   */
  private static void hearsTheLastWords(KubernetesClient client, KubernetesClient own) {
    record Row(String load, String before, List<String> last, ChildState said) {}
    List.of(
            new Row("testRun", "started", List.of("stopped", "finished"), ChildState.Done),
            new Row("testRun", "initialization", List.of("error"), ChildState.Failed),
            new Row("testRun", "started", List.of(), ChildState.NotThere),
            new Row("testRun", "initialized", List.of("created"), ChildState.NotThere),
            new Row("job", "active: 1", List.of(COMPLETE), ChildState.Done),
            new Row("job", "active: 1", List.of(FAILED), ChildState.Failed),
            new Row("job", "active: 1", List.of("active: 0"), ChildState.NotThere))
        .forEach(
            row -> {
              boolean isJob = row.load().equals("job");
              During during = isJob ? JOB : TEST_RUN;
              HasMetadata load = isJob ? createJob(client) : createTestRun(client);
              var loads = new LoadState(own, MADE);
              become(client, isJob, row.before());
              ChildState before = loads.of("shop", during);
              assertThat(before).as(row.toString()).isNotEqualTo(ChildState.NotThere);

              row.last().forEach(status -> become(client, isJob, status));
              client.resource(load).withPropagationPolicy(BACKGROUND).delete();

              assertThat(loads.of("shop", during)).as(row.toString()).isEqualTo(row.said());
              assertThat(loads.of("shop", during)).as("again").isEqualTo(row.said());
              assertThat(new LoadState(own, MADE).of("shop", during))
                  .as("who comes later has not seen it")
                  .isEqualTo(ChildState.NotThere);
              if (isJob) {
                createJob(client);
              } else {
                createTestRun(client);
              }
              assertThat(loads.of("shop", during)).as("another").isEqualTo(ChildState.Waiting);
              client.resource(load).withPropagationPolicy(BACKGROUND).delete();
            });
  }

  /** The load of yesterday lies there still, when a window is made and today's is on its way. */
  private static void doesNotTakeAnEarlierOne(KubernetesClient client, KubernetesClient own) {
    Instant later = Instant.parse("2026-01-15T12:00:02Z");
    for (String end : List.of(COMPLETE, FAILED)) {
      Job created = createJob(client);
      become(client, true, end);
      assertThat(new LoadState(own, MADE).of("shop", JOB)).isNotEqualTo(ChildState.Waiting);
      assertThat(new LoadState(own, later).of("shop", JOB)).isEqualTo(ChildState.Waiting);
      client.resource(created).withPropagationPolicy(BACKGROUND).delete();
    }
    createTestRun(client);
    client
        .genericKubernetesResources("k6.io/v1alpha1", "TestRun")
        .inNamespace("shop")
        .withName("soak")
        .editStatus(
            now -> {
              now.setAdditionalProperty("status", FINISHED.get("status"));
              return now;
            });
    assertThat(new LoadState(own, MADE).of("shop", TEST_RUN)).isEqualTo(ChildState.Done);
    var loads = new LoadState(own, later);
    assertThat(loads.of("shop", TEST_RUN)).isEqualTo(ChildState.Waiting);
    client.genericKubernetesResources("k6.io/v1alpha1", "TestRun").inNamespace("shop").delete();
    assertThat(loads.of("shop", TEST_RUN)).as("nor its last words").isEqualTo(ChildState.NotThere);
  }

  private static void become(KubernetesClient client, boolean isJob, String status) {
    if (isJob) {
      job(client, "startTime: '2026-01-15T12:00:00Z'\n" + status);
    } else {
      stage(client, status);
    }
  }

  private static void followsAJob(KubernetesClient client, LoadState loads) {
    assertThat(loads.of("shop", JOB)).isEqualTo(ChildState.NotThere);
    Job created = createJob(client);
    assertThat(loads.of("shop", JOB)).isEqualTo(ChildState.Waiting);
    job(client, "startTime: '2026-01-15T12:00:00Z'\nactive: 1");
    assertThat(loads.of("shop", JOB)).isEqualTo(ChildState.Running);
    job(client, "startTime: '2026-01-15T12:00:00Z'\n" + FAILED);
    assertThat(loads.of("shop", JOB)).isEqualTo(ChildState.Failed);
    client.resource(created).withPropagationPolicy(BACKGROUND).delete();
  }

  private static Job createJob(KubernetesClient client) {
    return client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: load, namespace: shop}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: k6, image: 'k6:1'}]}}}
                """,
                Job.class))
        .create();
  }

  private static void job(KubernetesClient client, String status) {
    Job job = client.batch().v1().jobs().inNamespace("shop").withName("load").require();
    job.setStatus(Serialization.unmarshal(status, JobStatus.class));
    client.resource(job).updateStatus();
  }

  private static void followsATestRun(KubernetesClient client, LoadState loads) {
    ForeignKinds.install(client, "k6.io", "v1alpha1", "TestRun");
    GenericKubernetesResource created = createTestRun(client);
    assertThat(loads.of("shop", TEST_RUN)).isEqualTo(ChildState.Waiting);
    record Row(String stage, ChildState expected) {}
    List.of(
            new Row("initialization", ChildState.Waiting),
            new Row("initialized", ChildState.Waiting),
            new Row("created", ChildState.Waiting),
            new Row("error", ChildState.Failed),
            new Row("stopped", ChildState.Done),
            new Row("finished", ChildState.Done),
            new Row("started", ChildState.Running))
        .forEach(
            row -> {
              stage(client, row.stage());
              assertThat(loads.of("shop", TEST_RUN)).as(row.stage()).isEqualTo(row.expected());
            });
    client.resource(created).delete();
    assertThat(loads.of("shop", TEST_RUN)).isEqualTo(ChildState.NotThere);
  }

  private static GenericKubernetesResource createTestRun(KubernetesClient client) {
    return ForeignKinds.create(
        client,
        """
        apiVersion: k6.io/v1alpha1
        kind: TestRun
        metadata: {name: soak, namespace: shop}
        spec: {cleanup: post}
        """);
  }

  private static void stage(KubernetesClient client, String stage) {
    client
        .genericKubernetesResources("k6.io/v1alpha1", "TestRun")
        .inNamespace("shop")
        .withName("soak")
        .editStatus(
            now -> {
              now.setAdditionalProperty("status", Map.of("stage", stage));
              return now;
            });
  }
}
