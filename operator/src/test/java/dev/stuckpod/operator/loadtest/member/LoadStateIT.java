package dev.stuckpod.operator.loadtest.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.During;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.Load;
import dev.stuckpod.operator.loadtest.ForeignKinds;
import dev.stuckpod.operator.loadtest.window.ChildState;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked of a real API server about the loads that windows follow. */
class LoadStateIT {

  private static final During JOB = new During(null, null, null, new Load("load"));
  private static final During TEST_RUN = new During(null, null, new Load("soak"), null);

  @Test
  void followsJobsAndTestRunsAsTheyComeRunAndGo() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client()) {
      Namespaces.create(client, "shop");
      var loads = new LoadState(client);

      assertThat(loads.of("shop", null)).isEqualTo(ChildState.NotThere);
      assertThat(loads.of("shop", new During("10m", null, null, null)))
          .isEqualTo(ChildState.NotThere);
      followsAJob(client, loads);
      assertThat(loads.of("shop", TEST_RUN)).as("no such kind").isEqualTo(ChildState.NotThere);
      followsATestRun(client, loads);

      try (KubernetesClient nobody =
          new KubernetesClientBuilder()
              .withConfig(
                  new ConfigBuilder(server.config())
                      .withOauthToken("nobody's")
                      .withRequestRetryBackoffLimit(0)
                      .build())
              .build()) {
        assertThat(new LoadState(nobody).of("shop", JOB)).isEqualTo(ChildState.Unreadable);
      }
    }
  }

  private static void followsAJob(KubernetesClient client, LoadState loads) {
    assertThat(loads.of("shop", JOB)).isEqualTo(ChildState.NotThere);
    client
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
    assertThat(loads.of("shop", JOB)).isEqualTo(ChildState.Waiting);
    job(client, "startTime: '2026-01-15T12:00:00Z'\nactive: 1");
    assertThat(loads.of("shop", JOB)).isEqualTo(ChildState.Running);
    job(
        client,
        """
        startTime: '2026-01-15T12:00:00Z'
        active: 0
        failed: 1
        conditions:
        - {type: FailureTarget, status: 'True', reason: BackoffLimitExceeded, lastTransitionTime: '2026-01-15T12:00:01Z'}
        - {type: Failed, status: 'True', reason: BackoffLimitExceeded, lastTransitionTime: '2026-01-15T12:00:01Z'}
        """);
    assertThat(loads.of("shop", JOB)).isEqualTo(ChildState.Failed);
  }

  private static void job(KubernetesClient client, String status) {
    Job job = client.batch().v1().jobs().inNamespace("shop").withName("load").require();
    job.setStatus(Serialization.unmarshal(status, JobStatus.class));
    client.resource(job).updateStatus();
  }

  private static void followsATestRun(KubernetesClient client, LoadState loads) {
    ForeignKinds.install(client, "k6.io", "v1alpha1", "TestRun");
    GenericKubernetesResource created =
        ForeignKinds.create(
            client,
            """
            apiVersion: k6.io/v1alpha1
            kind: TestRun
            metadata: {name: soak, namespace: shop}
            """);
    assertThat(loads.of("shop", TEST_RUN)).isEqualTo(ChildState.Waiting);
    Map.of(
            "initialization", ChildState.Waiting,
            "started", ChildState.Running,
            "stopped", ChildState.Done,
            "finished", ChildState.Done,
            "error", ChildState.Failed)
        .forEach(
            (stage, expected) -> {
              GenericKubernetesResource now = client.resource(created).get();
              now.setAdditionalProperty("status", Map.of("stage", stage));
              client.resource(now).updateStatus();
              assertThat(loads.of("shop", TEST_RUN)).as(stage).isEqualTo(expected);
            });
    client.resource(created).delete();
    assertThat(loads.of("shop", TEST_RUN)).isEqualTo(ChildState.NotThere);
  }
}
