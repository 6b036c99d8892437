package dev.stuckpod.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stuckpod.images.ground.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;

/**
 * What Maven says of a program's jars: which they are and which needs which.
 *
 * @param file that says so
 * @param components by the names of their jars
 * @param needs who needs whom
 * @param root the program's own reference
 */
record MavenTree(
    Path file, Map<String, Component> components, List<Dependency> needs, String root) {

  /**
   * Reads what {@code dependency:tree} has written.
   *
   * @throws ImageException if it has not
   */
  static MavenTree read(Path file) throws ImageException, IOException {
    if (!Files.exists(file)) {
      throw new ImageException(file + " is missing: build it with mvn package -DskipTests");
    }
    JsonNode first = new JsonMapper().readTree(file.toFile());
    var components = new LinkedHashMap<String, Component>();
    var needs = new ArrayList<Dependency>();
    var open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      JsonNode one = open.remove();
      components.put(jar(one), component(one));
      var its = new Dependency(reference(one));
      for (JsonNode child : one.path("children")) {
        its.addDependency(new Dependency(reference(child)));
        open.add(child);
      }
      needs.add(its);
    }
    return new MavenTree(file, components, needs, reference(first));
  }

  /**
   * Finds what a jar is.
   *
   * @throws ImageException if Maven does not know it
   */
  Component component(String jar) throws ImageException {
    Component component = components.get(jar);
    if (component == null) {
      throw new ImageException(
          jar + " is not in " + file + ": build it anew with mvn package -DskipTests");
    }
    return component;
  }

  /**
   * Gives the jars that are there for one artifact's sake: itself and what Maven lists below it,
   * which is what nothing nearer to the root needs.
   */
  Set<String> below(String artifact) throws IOException {
    var names = new TreeSet<String>();
    var open = new ArrayDeque<JsonNode>();
    for (JsonNode child : new JsonMapper().readTree(file.toFile()).path("children")) {
      if (child.path("artifactId").asText().equals(artifact)) {
        open.add(child);
      }
    }
    while (!open.isEmpty()) {
      JsonNode one = open.remove();
      names.add(jar(one));
      one.path("children").forEach(open::add);
    }
    return names;
  }

  private static String jar(JsonNode one) {
    String classifier = one.path("classifier").asText();
    return one.path("artifactId").asText()
        + "-"
        + one.path("version").asText()
        + (classifier.isEmpty() ? "" : "-" + classifier)
        + ".jar";
  }

  private static Component component(JsonNode one) {
    var component = new Component();
    component.setType(Component.Type.LIBRARY);
    component.setGroup(one.path("groupId").asText());
    component.setName(one.path("artifactId").asText());
    component.setVersion(one.path("version").asText());
    component.setPurl(reference(one));
    component.setBomRef(reference(one));
    return component;
  }

  private static String reference(JsonNode one) {
    String classifier = one.path("classifier").asText();
    return "pkg:maven/"
        + one.path("groupId").asText()
        + "/"
        + one.path("artifactId").asText()
        + "@"
        + one.path("version").asText()
        + "?"
        + (classifier.isEmpty() ? "" : "classifier=" + classifier + "&")
        + "type=jar";
  }
}
