package dev.stuckpod.operator.loadtest.member;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.During;
import dev.stuckpod.operator.loadtest.window.ChildState;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks what a window's TestRun or Job does. */
public final class LoadState {

  private static final ResourceDefinitionContext TEST_RUNS =
      new ResourceDefinitionContext.Builder()
          .withGroup("k6.io")
          .withVersion("v1alpha1")
          .withKind("TestRun")
          .withPlural("testruns")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;

  /** Asks with a client. */
  public LoadState(KubernetesClient client) {
    this.client = client;
  }

  /** Asks once; of a window that follows neither there is nothing to ask. */
  public ChildState of(String namespace, @Nullable During during) {
    try {
      if (during != null && during.testRun() != null) {
        return testRun(namespace, during.testRun().name());
      }
      if (during != null && during.job() != null) {
        return job(namespace, during.job().name());
      }
      return ChildState.NotThere;
    } catch (KubernetesClientException away) {
      return ChildState.Unreadable;
    }
  }

  private ChildState testRun(String namespace, String name) {
    GenericKubernetesResource found =
        client.genericKubernetesResources(TEST_RUNS).inNamespace(namespace).withName(name).get();
    if (found == null) {
      return ChildState.NotThere;
    }
    Object stage = found.get("status", "stage");
    return ChildState.ofTestRun(stage == null ? null : stage.toString());
  }

  private ChildState job(String namespace, String name) {
    Job job = client.batch().v1().jobs().inNamespace(namespace).withName(name).get();
    if (job == null) {
      return ChildState.NotThere;
    }
    if (job.getStatus() == null) {
      return ChildState.Waiting;
    }
    List<JobCondition> conditions =
        Objects.requireNonNullElse(job.getStatus().getConditions(), List.of());
    return ChildState.ofJob(
        Objects.requireNonNullElse(job.getStatus().getActive(), 0),
        conditions.stream()
            .filter(one -> "True".equals(one.getStatus()))
            .map(JobCondition::getType)
            .toList());
  }
}
