package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * From the chart of before to this one, on a real API server: its objects, which keep all that they
 * had, and what Helm would change.
 */
class UpgradeIT {

  private static final Path BEFORE = Path.of("src/test/resources/dev/stuckpod/operator/upgrade");
  private static final Path CHART = Repository.root().resolve("charts/stuckpod");
  private static final String NAMESPACE = "stuckpod";

  @Test
  void objectsKeepWhatTheyHadAndAreReadAndWritten() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client()) {
      installOldCrds(client);
      List<GenericKubernetesResource> stored = stored();
      for (GenericKubernetesResource one : stored) {
        store(one, client);
      }
      Map<String, String> before = leaves(stored, client);
      for (GenericKubernetesResource one : stored) { // so that what is held below can be lost
        assertThat(before).as("of before, and nothing pruned").containsAllEntriesOf(leaves(one));
      }

      server.installCrds();

      assertThat(leaves(stored, client)).containsAllEntriesOf(before);
      rewrite(client, StuckPolicy.class);
      rewrite(client, DumpAnalysis.class);
      rewrite(client, MetricsSource.class);
      rewrite(client, RawDump.class);
      assertThat(leaves(stored, client))
          .as("written by this operator")
          .containsAllEntriesOf(before);
      DumpAnalysis analysis =
          client.resources(DumpAnalysis.class).inNamespace("default").list().getItems().getFirst();
      assertThat(analysis.getStatus().verdict()).isEqualTo("Deadlock");
    }
  }

  /** What may not change, such as a selector or a binding's role, the API server refuses. */
  @Test
  void whatHelmChangesMayBeChanged() throws Exception {
    try (var server = new ApiServer();
        KubernetesClient client = server.client()) {
      installOldCrds(client);
      Namespaces.create(client, NAMESPACE);
      List<HasMetadata> old = rendered(BEFORE.resolve("chart"));
      assertThat(old).hasSizeGreaterThan(10);
      for (HasMetadata one : old) {
        client.resource(one).create();
      }
      server.installCrds();

      for (HasMetadata one : rendered(CHART)) {
        client.resource(one).fieldManager("helm").forceConflicts().serverSideApply();
      }

      assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems()).hasSize(1);
    }
  }

  private static void installOldCrds(KubernetesClient client) throws IOException {
    try (Stream<Path> files = Files.list(BEFORE.resolve("chart/crds"))) {
      for (Path file : files.toList()) {
        try (InputStream yaml = Files.newInputStream(file)) {
          var crd = client.apiextensions().v1().customResourceDefinitions().load(yaml);
          crd.serverSideApply();
          Awaitility.await(file.toString())
              .until(
                  () ->
                      crd.get().getStatus() != null
                          && crd.get().getStatus().getConditions().stream()
                              .anyMatch(
                                  c ->
                                      "Established".equals(c.getType())
                                          && "True".equals(c.getStatus())));
        }
      }
    }
  }

  private static List<GenericKubernetesResource> stored() throws IOException {
    var all = new ArrayList<GenericKubernetesResource>();
    for (String one : Files.readString(BEFORE.resolve("stored.yaml")).split("(?m)^---$", -1)) {
      all.add(Serialization.unmarshal(one, GenericKubernetesResource.class));
    }
    return all;
  }

  private static void store(GenericKubernetesResource one, KubernetesClient client) {
    Object status = one.getAdditionalProperties().get("status");
    GenericKubernetesResource made = client.resource(one).inNamespace("default").create();
    if (status != null) {
      made.setAdditionalProperty("status", status);
      client.resource(made).inNamespace("default").updateStatus();
    }
  }

  /** As the operator does: reads it into its own classes, and writes these. */
  private static <T extends CustomResource<?, ?>> void rewrite(
      KubernetesClient client, Class<T> kind) {
    List<T> items = client.resources(kind).inAnyNamespace().list().getItems();
    assertThat(items).as(kind.getSimpleName()).hasSize(1);
    T one = items.getFirst();
    boolean hasStatus = one.getStatus() != null;
    T updated = client.resource(one).update();
    if (hasStatus) {
      updated = client.resource(updated).updateStatus();
    }
    assertThat(updated.getMetadata().getName()).isNotEmpty();
  }

  /** What the API server has of these objects now. */
  private static Map<String, String> leaves(
      List<GenericKubernetesResource> objects, KubernetesClient client) {
    var all = new TreeMap<String, String>();
    for (GenericKubernetesResource one : objects) {
      all.putAll(leaves(client.resource(one).inNamespace("default").get()));
    }
    return all;
  }

  /** Each value of specification and status by its path. */
  private static Map<String, String> leaves(GenericKubernetesResource object) {
    var all = new TreeMap<String, String>();
    JsonNode json = new JsonMapper().valueToTree(object.getAdditionalProperties());
    add(object.getKind(), json, all);
    return all;
  }

  private static void add(String path, JsonNode node, Map<String, String> all) {
    if (node.isContainerNode()) {
      int index = 0;
      if (node.isObject()) {
        node.properties().forEach(field -> add(path + "." + field.getKey(), field.getValue(), all));
      } else {
        for (JsonNode item : node) {
          add(path + "[" + index++ + "]", item, all);
        }
      }
    } else {
      all.put(path, node.asText());
    }
  }

  private static List<HasMetadata> rendered(Path chart) {
    String yaml =
        new HelmTemplate(chart).set("prometheus.url", "http://prometheus.monitoring:9090").call();
    try (KubernetesClient parser =
        new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
      return parser.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
    }
  }
}
