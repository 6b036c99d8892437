package dev.stuckpod.cli.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a line that starts kubectl: a verb, a kind, a file that is not there. */
final class KubectlLine {

  /** Verbs that are followed by kinds. */
  private static final Set<String> OF_KINDS =
      Set.of("get", "describe", "delete", "wait", "label", "annotate", "edit", "patch", "explain");

  private static final Set<String> OTHERS =
      Set.of(
          "apply", "logs", "rollout", "create", "exec", "port-forward", "debug", "run", "stuckpod");

  private static final Set<String> BUILT_IN =
      Set.of(
          "pod",
          "pods",
          "node",
          "nodes",
          "namespace",
          "namespaces",
          "deployment",
          "deploy",
          "secret",
          "secrets",
          "events");

  /** Options that a word follows. */
  private static final Set<String> WITH_VALUE =
      Set.of("-n", "-l", "-o", "-f", "-c", "-p", "-k", "--context", "--type", "--namespace");

  private final Tree tree;
  private final Set<String> kinds = new HashSet<>(BUILT_IN);

  KubectlLine(Tree tree) throws IOException {
    this.tree = tree;
    for (Path file : Repository.crds()) {
      JsonNode crd = Serialization.unmarshal(Files.readString(file), JsonNode.class);
      JsonNode names = crd.at("/spec/names");
      kinds.add(names.path("plural").asText());
      kinds.add(names.path("singular").asText());
      names.path("shortNames").forEach(name -> kinds.add(name.asText()));
    }
  }

  List<String> wrong(List<String> words) {
    var wrong = new ArrayList<String>();
    var plain = new ArrayList<String>();
    boolean ofFile = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (WITH_VALUE.contains(word)) {
        i++;
        if (word.equals("-f") && !plain.contains("logs")) {
          ofFile = true;
          tree.missing(words.get(i)).ifPresent(wrong::add);
        }
      } else if (!word.startsWith("-")) {
        plain.add(word);
      }
    }
    if (plain.isEmpty()) {
      return List.of();
    }
    String verb = plain.getFirst();
    if (!OF_KINDS.contains(verb) && !OTHERS.contains(verb)) {
      wrong.add("kubectl knows no " + verb);
    } else if (OF_KINDS.contains(verb) && !ofFile && plain.size() > 1) {
      for (String kind : plain.get(1).split(",")) {
        String name = kind.replaceFirst("[/.].*", "");
        if (!kinds.contains(name)) {
          wrong.add("there is no kind " + name);
        }
      }
    }
    return List.copyOf(wrong);
  }
}
