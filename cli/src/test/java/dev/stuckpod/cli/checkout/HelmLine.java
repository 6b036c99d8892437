package dev.stuckpod.cli.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is wrong with a line that starts Helm: a verb, the chart's folder, a value's name. */
final class HelmLine {

  private static final Set<String> VERBS =
      Set.of("install", "upgrade", "uninstall", "template", "package", "push", "lint");

  private final Tree tree;
  private final JsonNode values;

  HelmLine(Tree tree) throws IOException {
    this.tree = tree;
    Path file = Repository.root().resolve("charts/stuckpod/values.yaml");
    values = Serialization.unmarshal(Files.readString(file), JsonNode.class);
  }

  List<String> wrong(List<String> words) {
    var wrong = new ArrayList<String>();
    if (!words.isEmpty() && !VERBS.contains(words.getFirst())) {
      wrong.add("helm knows no " + words.getFirst());
    }
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("--set")) {
        i++;
        value(words.get(i), wrong);
      } else if (tree.isPath(word)) {
        tree.missing(word).ifPresent(wrong::add);
      }
    }
    return List.copyOf(wrong);
  }

  /** {@code a.b=value} or {@code a.b[0].c=value}, as {@code --set} takes it. */
  private void value(String setting, List<String> wrong) {
    String name = setting.replaceFirst("=.*", "");
    JsonNode at = values;
    for (String part : name.replaceFirst("\\[.*", "").split("\\.")) {
      at = at.path(part);
    }
    if (at.isMissingNode()) {
      wrong.add("the chart has no value " + name);
    }
  }
}
