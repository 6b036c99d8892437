package dev.stuckpod.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a tool that takes charts from git does: it renders without looking into the cluster, and
 * compares what is there with what a server-side apply would make of it.
 *
 * @param kubeconfig of the cluster
 * @param folder for what it writes
 */
record DryRun(Path kubeconfig, Path folder) {

  /** How Argo CD applies where it is told ServerSideApply=true. */
  static final List<String> APPLY =
      List.of("apply", "--server-side", "--force-conflicts", "--field-manager=argocd-controller");

  private static final Path NO_CLUSTER = Path.of("target/no-kubeconfig");

  /** Renders anew, which makes another certificate where Helm is to make one. */
  Path render(String... more) throws IOException, InterruptedException {
    var words =
        new ArrayList<>(
            List.of(
                "template",
                "stuckpod",
                Repository.root().resolve("charts/stuckpod").toString(),
                "--namespace=" + InstalledOperator.NAMESPACE));
    words.addAll(List.of(more));
    Path file = Files.createTempFile(folder, "rendered", ".yaml");
    return Files.writeString(
        file, ClusterTool.of("helm", NO_CLUSTER).run(words.toArray(String[]::new)));
  }

  /** Applies what was rendered. */
  void apply(Path rendered, String... more) throws IOException, InterruptedException {
    kubectl(APPLY, rendered, more);
  }

  /** Names what would change: {@code Kind name: /path}. */
  List<String> drift(Path rendered) throws IOException, InterruptedException {
    JsonNode live = list(kubectl(List.of("get"), rendered, "-o", "json"));
    JsonNode predicted = list(kubectl(APPLY, rendered, "--dry-run=server", "-o", "json"));
    var found = new ArrayList<String>();
    for (int at = 0; at < live.size(); at++) {
      String about =
          "%s %s: "
              .formatted(
                  live.get(at).path("kind").asText(),
                  live.get(at).path("metadata").path("name").asText());
      var paths = new TreeSet<String>();
      compare(bare(live.get(at)), bare(predicted.get(at)), "", paths);
      paths.forEach(path -> found.add(about + path));
    }
    return found;
  }

  private String kubectl(List<String> verb, Path file, String... more)
      throws IOException, InterruptedException {
    return ClusterTool.of("kubectl", kubeconfig)
        .run(
            Stream.of(verb.stream(), Stream.of("-f", file.toString()), Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new));
  }

  private static JsonNode list(String json) {
    return Serialization.unmarshal(json, JsonNode.class).path("items");
  }

  /** Without what counts writes. */
  private static JsonNode bare(JsonNode object) {
    var metadata = (ObjectNode) object.path("metadata");
    return ((ObjectNode) object)
        .set(
            "metadata", metadata.remove(List.of("managedFields", "resourceVersion", "generation")));
  }

  private static void compare(JsonNode one, JsonNode other, String path, TreeSet<String> paths) {
    if (Objects.equals(one, other)) {
      return;
    }
    if (one.isObject() && other.isObject()) {
      var names = new TreeSet<String>();
      one.fieldNames().forEachRemaining(names::add);
      other.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(one.path(name), other.path(name), path + "/" + name, paths));
    } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int at = 0; at < one.size(); at++) {
        compare(one.get(at), other.get(at), path + "/" + at, paths);
      }
    } else {
      paths.add(path);
    }
  }
}
