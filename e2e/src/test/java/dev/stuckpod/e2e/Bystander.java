package dev.stuckpod.e2e;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A team that uses Stuckpod in its own namespace, and has done nothing. */
final class Bystander implements AutoCloseable {

  private static final String APP = "hub";
  private static final int PODS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final TestCluster cluster;
  private final Scenario own;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  Bystander(TestCluster cluster) {
    this.cluster = cluster;
    this.own = Scenario.restricted(cluster, "bystander");
    own.deploy(APP);
  }

  /**
   * What was done, and how long it took.
   *
   * @param capture from asking for a dump to its explanation
   * @param explained whether there was one
   * @param creation of ten pods, one after the other
   * @param slowest of these the one that took the longest
   * @param bare pods that came without a sidecar
   * @param refused pods that did not come
   * @param unread pages of metrics and health that were not answered
   */
  record Work(
      Duration capture,
      boolean explained,
      Duration creation,
      Duration slowest,
      int bare,
      int refused,
      int unread) {

    /** What takes as long as the one in the middle, and has the troubles of all. */
    static Work median(List<Work> works) {
      return new Work(
          middle(works, Work::capture),
          works.stream().allMatch(Work::explained),
          middle(works, Work::creation),
          middle(works, Work::slowest),
          works.stream().mapToInt(Work::bare).sum(),
          works.stream().mapToInt(Work::refused).sum(),
          works.stream().mapToInt(Work::unread).sum());
    }

    private static Duration middle(List<Work> works, Function<Work, Duration> part) {
      return works.stream().map(part).sorted().toList().get(works.size() / 2);
    }
  }

  /** Does its daily work: makes pods, has one dumped, reads metrics and health of the operator. */
  Work work() {
    return work(0, Duration.ZERO);
  }

  /**
   * Does it after the operator has begun anew, from the first pod on that has its sidecar, and that
   * one counts: nodes learn a moment late where the webhook is, and until then nobody answers.
   */
  Work workOnceServed() {
    Instant limit = Instant.now().plus(Duration.ofMinutes(1));
    while (Instant.now().isBefore(limit)) {
      Instant start = Instant.now();
      if (!create(0).getSpec().getInitContainers().isEmpty()) {
        return work(1, Duration.between(start, Instant.now()));
      }
    }
    throw new AssertionError("the webhook of an operator that is ready answers nobody");
  }

  private Work work(int made, Duration first) {
    int bare = 0;
    int refused = 0;
    int unread = 0;
    Duration all = first;
    Duration slowest = first;
    for (int i = made; i < PODS; i++) {
      Instant start = Instant.now();
      try {
        bare += create(i).getSpec().getInitContainers().isEmpty() ? 1 : 0;
      } catch (KubernetesClientException no) {
        TestCluster.say(String.valueOf(no.getMessage()));
        refused++;
      }
      Duration took = Duration.between(start, Instant.now());
      all = all.plus(took);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
      unread += reads(":8080/metrics") && reads(":8081/readyz") ? 0 : 1;
    }
    Instant start = Instant.now();
    String name = own.begin(APP, "");
    var analysis = own.awaitEnd(name, LIMIT);
    boolean explained =
        Scenario.condition(analysis, "Analyzed")
            .filter(c -> "Explained".equals(c.getReason()))
            .isPresent();
    return new Work(
        Duration.between(start, Instant.now()), explained, all, slowest, bare, refused, unread);
  }

  /** As the API server does it for real, but that none is kept. */
  private Pod create(int number) {
    Pod like = pod();
    return own.client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("made-" + number)
                .withNamespace(own.namespace())
                .addToLabels("stuckpod.dev/inject", "true")
                .endMetadata()
                .withNewSpec()
                .addNewContainerLike(like.getSpec().getContainers().getFirst())
                .withVolumeMounts()
                .endContainer()
                .endSpec()
                .build())
        .dryRun()
        .create();
  }

  private boolean reads(String page) {
    return !get(operator(cluster), page).isEmpty();
  }

  /** Gets a page of a pod; empty where it does not answer, or not well. */
  String get(Pod pod, String page) {
    try {
      String url = "http://" + pod.getStatus().getPodIP() + page;
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : "";
    } catch (IOException no) {
      return "";
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  Pod pod() {
    return own.pod(APP);
  }

  String namespace() {
    return own.namespace();
  }

  static Pod operator(TestCluster cluster) {
    return cluster
        .client()
        .pods()
        .inNamespace(TestCluster.OPERATOR_NAMESPACE)
        .list()
        .getItems()
        .getFirst();
  }

  /** How often anything has died: the operator, the own app, its sidecar. */
  int deaths() {
    return Stream.of(operator(cluster), pod())
        .map(Pod::getStatus)
        .flatMap(
            status ->
                Stream.concat(
                    status.getContainerStatuses().stream(),
                    status.getInitContainerStatuses().stream()))
        .mapToInt(ContainerStatus::getRestartCount)
        .sum();
  }

  /** Since when the own pod is in service; empty where it is not. */
  String inService() {
    return pod().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Ready") && c.getStatus().equals("True"))
        .map(c -> c.getLastTransitionTime())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    own.close();
    http.close();
  }
}
