package dev.stuckpod.operator.loadtest.member;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.During;
import dev.stuckpod.operator.loadtest.window.ChildState;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a window's TestRun or Job does, from turn to turn. One that deletes itself at its end,
 * as a TestRun with {@code cleanup: post} does within a fraction of a second, is seldom seen with
 * the word that it has ended: when it is gone, what it said last is asked for.
 */
public final class LoadState {

  private static final ResourceDefinitionContext TEST_RUNS = kind("k6.io", "v1alpha1", "TestRun");
  private static final ResourceDefinitionContext JOBS = kind("batch", "v1", "Job");

  private final KubernetesClient client;
  private final LastWords lastWords;
  private final Instant since;

  /** Where the API server's history was when it was last there; null while it is not. */
  private @Nullable String seenAt;

  /** What it said last, while it is not there. */
  private ChildState gone = ChildState.NotThere;

  /**
   * Asks with a client, for one window.
   *
   * @param since when the window was made: a load of that name that had ended before is not the one
   *     that it waits for
   */
  public LoadState(KubernetesClient client, Instant since) {
    this.client = client;
    this.since = since;
    this.lastWords = new LastWords(client);
  }

  /** Asks once; of a window that follows neither there is nothing to ask. */
  public ChildState of(String namespace, @Nullable During during) {
    try {
      if (during != null && during.testRun() != null) {
        return of(TEST_RUNS, namespace, during.testRun().name());
      }
      if (during != null && during.job() != null) {
        return of(JOBS, namespace, during.job().name());
      }
      return ChildState.NotThere;
    } catch (KubernetesClientException away) {
      return away.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          ? ChildState.NotThere // there is no such kind
          : ChildState.Unreadable;
    }
  }

  private ChildState of(ResourceDefinitionContext kind, String namespace, String name) {
    GenericKubernetesResourceList found =
        client
            .genericKubernetesResources(kind)
            .inNamespace(namespace)
            .withField("metadata.name", name)
            .list();
    Optional<GenericKubernetesResource> load = found.getItems().stream().findFirst();
    if (load.isPresent()) {
      seenAt = found.getMetadata().getResourceVersion();
      gone = ChildState.NotThere;
      return state(kind, load.get());
    }
    if (seenAt != null) {
      gone =
          lastWords
              .of(kind, namespace, name, seenAt)
              .map(last -> state(kind, last))
              .filter(LoadState::isEnd)
              .orElse(ChildState.NotThere); // somebody has deleted it while it ran
      seenAt = null;
    }
    return gone;
  }

  private ChildState state(ResourceDefinitionContext kind, GenericKubernetesResource load) {
    ChildState said =
        kind.equals(JOBS)
            ? job(client.getKubernetesSerialization().convertValue(load, Job.class))
            : testRun(load);
    boolean isAnEarlierOne = isEnd(said) && lastChange(load).filter(since::isAfter).isPresent();
    return isAnEarlierOne ? ChildState.Waiting : said;
  }

  private static boolean isEnd(ChildState state) {
    return state == ChildState.Done || state == ChildState.Failed;
  }

  private static ChildState testRun(GenericKubernetesResource run) {
    Object stage = run.get("status", "stage");
    return ChildState.ofTestRun(stage == null ? null : stage.toString());
  }

  /** When a condition has changed last; both kinds have one that says that the load has ended. */
  private static Optional<Instant> lastChange(GenericKubernetesResource load) {
    return load.get("status", "conditions") instanceof List<?> conditions
        ? conditions.stream()
            .flatMap(one -> one instanceof Map<?, ?> map ? Stream.of(map) : Stream.empty())
            .flatMap(one -> time(one.get("lastTransitionTime")).stream())
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }

  private static Optional<Instant> time(@Nullable Object text) {
    try {
      return Optional.ofNullable(text).map(Object::toString).map(Instant::parse);
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  private static ChildState job(Job job) {
    JobStatus status = Objects.requireNonNullElseGet(job.getStatus(), JobStatus::new);
    List<JobCondition> conditions = Objects.requireNonNullElse(status.getConditions(), List.of());
    return ChildState.ofJob(
        Objects.requireNonNullElse(status.getActive(), 0),
        conditions.stream()
            .filter(one -> "True".equals(one.getStatus()))
            .map(JobCondition::getType)
            .toList());
  }

  private static ResourceDefinitionContext kind(String group, String version, String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
        .withNamespaced(true)
        .build();
  }
}
