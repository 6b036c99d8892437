package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether pods are created exactly as they were without Stuckpod: each kind of pod in each kind of
 * namespace, once with the webhook and once without, asked of a real API server.
 */
@WithApiServer
class InjectionMatrixIT {

  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/stuckpod/operator/inject/matrix.txt");

  /** The code of what a LimitRange has made contradictory. */
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;
  private final ServedInjection injection;

  InjectionMatrixIT(KubernetesClient client) throws IOException {
    this.client = client;
    client
        .resource(
            new PriorityClassBuilder()
                .withNewMetadata()
                .withName("matrix-high")
                .endMetadata()
                .withValue(1000)
                .build())
        .serverSideApply();
    injection = new ServedInjection(client);
  }

  @AfterEach
  void close() throws IOException {
    injection.close();
  }

  @Test
  void podIsCreatedWithTheWebhookExactlyWhenItIsWithout() throws IOException {
    sameAsGolden(table(pods("pods.yaml"), ""));
  }

  @Test
  void soIsAPodThatStatesResourcesAsAWhole() throws IOException {
    assertThat(table(pods("whole-pods.yaml"), "whole-")).contains("whole-tight");
  }

  /** Tries all pods in all namespaces; says what became of them. */
  private String table(Map<String, PodSpec> pods, String prefix) throws IOException {
    JsonNode rules = read("namespaces.yaml", JsonNode.class);
    rules.forEach(rule -> make(rule, prefix + rule.get("name").asText()));
    awaitEnforcement(prefix + "matrix");
    var table = new StringBuilder();
    for (JsonNode rule : rules) {
      String name = rule.get("name").asText();
      table.append(name).append('\n');
      pods.forEach(
          (shape, spec) ->
              table.append("  %-15s %s%n".formatted(shape, outcome(prefix + name, shape, spec))));
    }
    return table.toString();
  }

  private String outcome(String namespace, String shape, PodSpec spec) {
    Optional<Pod> without = create("without-" + namespace, spec);
    Optional<Pod> with = create("with-" + namespace, spec);
    assertThat(with.isPresent())
        .as("%s in %s is created as without: %s", shape, namespace, without.isPresent())
        .isEqualTo(without.isPresent());
    if (without.map(InjectionMatrixIT::qos).filter("Guaranteed"::equals).isPresent()) {
      assertThat(with.map(InjectionMatrixIT::qos))
          .as("QoS class of %s in %s", shape, namespace)
          .contains("Guaranteed");
    }
    return with.map(InjectionMatrixIT::sidecar).orElse("refused");
  }

  @ParameterizedTest
  @CsvSource({
    // limits.cpu of the quota (half of one a pod), replicas, created, of these with a sidecar
    "2, 4, 4, 0",
    "2050m, 4, 4, 1",
    "2500m, 4, 4, 0",
    "2600m, 4, 4, 1",
    "2900m, 4, 4, 4",
    "20, 3, 3, 3",
    "1900m, 4, 3, 3",
  })
  void asManyPodsOfAWorkloadAreCreatedAsWithout(
      String hard, int replicas, int created, int sidecars) {
    String name = "filled-" + hard + "-" + replicas;
    make(
        yaml("{quotas: [{hard: {limits.cpu: '%s', requests.memory: 9Gi}}]}".formatted(hard)), name);
    awaitEnforcement(name);
    assertThat(fill("without-" + name, replicas)).isEqualTo(created);
    assertThat(fill("with-" + name, replicas)).isEqualTo(created);
    assertThat(
            client.pods().inNamespace("with-" + name).list().getItems().stream()
                .filter(pod -> SidecarContainer.of(pod).isPresent()))
        .hasSize(sidecars);
  }

  /** Creates pods as a ReplicaSet does; returns how many there are when it has to wait. */
  private int fill(String namespace, int replicas) {
    ReplicaSet set =
        client
            .resource(
                Json.KUBERNETES.unmarshal(
                    """
                    apiVersion: apps/v1
                    kind: ReplicaSet
                    metadata: {name: app, namespace: %s}
                    spec:
                      replicas: %d
                      selector: {matchLabels: {app: app}}
                      template:
                        metadata: {labels: {app: app}}
                        spec: {containers: [{name: app, image: app}]}
                    """
                        .formatted(namespace, replicas),
                    ReplicaSet.class))
            .create();
    for (int created = 0; created < replicas; created++) {
      Pod pod =
          Pods.pod(
              "{containers: [{name: app, image: app, resources: {requests: {cpu: 100m, memory:"
                  + " 128Mi}, limits: {cpu: 500m, memory: 256Mi}}}]}");
      pod.getMetadata().setName("app-" + created);
      pod.getMetadata()
          .setOwnerReferences(
              List.of(
                  new OwnerReferenceBuilder()
                      .withApiVersion("apps/v1")
                      .withKind("ReplicaSet")
                      .withName("app")
                      .withUid(set.getMetadata().getUid())
                      .withController(true)
                      .build()));
      try {
        client.pods().inNamespace(namespace).resource(pod).create();
      } catch (KubernetesClientException full) {
        assertThat(full.getCode()).isEqualTo(HttpURLConnection.HTTP_FORBIDDEN);
        return created;
      }
      set =
          client
              .apps()
              .replicaSets()
              .inNamespace(namespace)
              .withName("app")
              .editStatus(
                  now -> {
                    now.getStatus().setReplicas(now.getStatus().getReplicas() + 1);
                    return now;
                  });
    }
    return replicas;
  }

  private Optional<Pod> create(String namespace, PodSpec spec) {
    try {
      return Optional.of(
          client.pods().inNamespace(namespace).resource(pod("one", spec)).dryRun().create());
    } catch (KubernetesClientException refused) {
      assertThat(refused.getCode())
          .as(refused.getMessage())
          .isIn(HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE);
      return Optional.empty();
    }
  }

  private static Pod pod(String name, PodSpec spec) {
    var pod = new Pod();
    pod.setMetadata(new ObjectMetaBuilder().withName(name).build());
    spec.setShareProcessNamespace(true); // several containers ask for it themselves
    pod.setSpec(spec);
    return pod;
  }

  private static String sidecar(Pod pod) {
    return SidecarContainer.of(pod)
        .map(InjectionMatrixIT::resources)
        .orElseGet(() -> NotInjected.of(pod).orElseThrow().reason());
  }

  private static String resources(Container sidecar) {
    return text(sidecar.getResources().getRequests())
        + " / "
        + text(sidecar.getResources().getLimits());
  }

  private static String text(@Nullable Map<String, Quantity> amounts) {
    return amounts == null
        ? ""
        : new TreeMap<>(amounts)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
  }

  private static String qos(Pod pod) {
    return pod.getStatus().getQosClass();
  }

  /** Makes the same namespace twice, with the label and without. */
  private void make(JsonNode rule, String name) {
    Namespaces.apply(client, "with-" + name, Namespaces.INJECTED);
    Namespaces.apply(client, "without-" + name);
    limit("with-" + name, rule);
    limit("without-" + name, rule);
  }

  private void limit(String namespace, JsonNode rule) {
    int number = 0;
    for (JsonNode limits : rule.path("ranges")) {
      LimitRange range =
          Json.KUBERNETES.unmarshal(
              "---\n{apiVersion: v1, kind: LimitRange, metadata: {name: range-%d}, spec: {limits: [%s]}}"
                  .formatted(++number, limits),
              LimitRange.class);
      client.limitRanges().inNamespace(namespace).resource(range).create();
    }
    for (JsonNode limits : rule.path("quotas")) {
      quota(namespace, "quota-" + ++number, limits);
    }
  }

  /** Nobody runs the controller that fills in the status. */
  private void quota(String namespace, String name, JsonNode limits) {
    String priorities =
        limits.has("priorities")
            ? "{matchExpressions: [{scopeName: PriorityClass, operator: In, values: %s}]}"
                .formatted(limits.get("priorities"))
            : "null";
    ResourceQuota quota =
        Json.KUBERNETES.unmarshal(
            "---\n{apiVersion: v1, kind: ResourceQuota, metadata: {name: %s}, spec: {hard: %s, scopes: %s, scopeSelector: %s}}"
                .formatted(
                    name,
                    limits.get("hard"),
                    limits.has("scopes") ? limits.get("scopes") : "[]",
                    priorities),
            ResourceQuota.class);
    var used = new TreeMap<String, Quantity>();
    quota
        .getSpec()
        .getHard()
        .keySet()
        .forEach(
            resource ->
                used.put(resource, Quantity.parse(limits.path("used").path(resource).asText("0"))));
    ResourceQuota created = client.resourceQuotas().inNamespace(namespace).resource(quota).create();
    created.getStatus().setHard(quota.getSpec().getHard());
    created.getStatus().setUsed(used);
    client.resourceQuotas().inNamespace(namespace).resource(created).updateStatus();
  }

  /** Waits until the API server enforces what was made, because it enforces what is made last. */
  private void awaitEnforcement(String name) {
    String range = "last-range-" + name;
    String quota = "last-quota-" + name;
    make(yaml("{ranges: [{type: Container, min: {memory: 1Gi}}]}"), range);
    make(yaml("{quotas: [{hard: {pods: '0'}}]}"), quota);
    PodSpec spec = Pods.pod("{containers: [{name: a, image: a}]}").getSpec();
    Awaitility.await()
        .until(
            () ->
                create("without-" + range, spec).filter(InjectionMatrixIT::complete).isPresent()
                    && create("without-" + quota, spec).isEmpty());
  }

  private static boolean complete(Pod pod) {
    var resources = pod.getSpec().getContainers().getFirst().getResources();
    return resources.getRequests() != null && resources.getRequests().containsKey("memory");
  }

  private static JsonNode yaml(String text) {
    return Json.KUBERNETES.unmarshal("---\n" + text, JsonNode.class);
  }

  private static Map<String, PodSpec> pods(String file) throws IOException {
    var pods = new TreeMap<String, PodSpec>();
    read(file, JsonNode.class)
        .properties()
        .forEach(
            each ->
                pods.put(
                    each.getKey(),
                    Json.KUBERNETES.unmarshal(each.getValue().toString(), PodSpec.class)));
    return pods;
  }

  private static <T> T read(String name, Class<T> type) throws IOException {
    try (InputStream file = InjectionMatrixIT.class.getResourceAsStream(name)) {
      return Json.KUBERNETES.unmarshal(
          new String(file.readAllBytes(), StandardCharsets.UTF_8), type);
    }
  }

  private static void sameAsGolden(String table) throws IOException {
    Path actual = Files.createDirectories(Path.of("target/inject")).resolve("matrix.txt");
    Files.writeString(actual, table);
    assertThat(table)
        .as("if the change is meant: cp operator/%s operator/%s", actual, GOLDEN)
        .isEqualTo(Files.readString(GOLDEN));
  }
}
