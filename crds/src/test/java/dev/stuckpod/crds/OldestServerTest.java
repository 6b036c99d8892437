package dev.stuckpod.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether the oldest API server that the README promises takes our CRDs, as far as reading them
 * tells. {@code e2e/versions/run} asks real ones.
 */
class OldestServerTest {

  /** What a rule may consist of: what came later is dropped without a word by older servers. */
  private static final List<String> RULE_KEYS =
      List.of("rule", "message", "messageExpression", "reason", "fieldPath");

  static List<Path> crds() throws IOException {
    return Repository.crds();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void oldestPromisedServerTakesTheCrd(Path file) throws IOException {
    ByVersion known = ByVersion.read(promised());
    var objections = new ArrayList<String>();
    JsonNode crd = Serialization.unmarshal(Files.readString(file), JsonNode.class).required("spec");
    for (JsonNode version : crd.required("versions")) {
      look(version.at("/schema/openAPIV3Schema"), "", known, objections);
      if (version.has("selectableFields")) {
        objections.add("selectableFields came with 1.30");
      }
    }
    assertThat(objections).as(file.getFileName() + " on Kubernetes 1." + promised()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          self.namespace != self.pod              | write __namespace__ for the field namespace, which is a reserved word
          has(self.while)                         | write __while__ for the field while, which is a reserved word
          self.in in ['in']                       | write __in__ for the field in, which is a reserved word
          self.exists(for, true)                  | write __for__ for the field for, which is a reserved word
          self.__namespace__ != 'namespace'       | -
          self.x in ['a', 'self.namespace'] == true | -
          self.a.matches("^if('x')+$") && null != self.b | -
          sets.contains(self.a, self.b)           | library sets came with 1.29, and new CRDs of 1.29 take what 1.28 knew
          self.sets.contains('a')                 | -
          self.format([1])                        | function format came with 1.29, and new CRDs of 1.29 take what 1.28 knew
          isIP(self)                              | function isIP came with 1.30, and new CRDs of 1.29 take what 1.28 knew
          guess(self)                             | function guess is not in by-version.txt: find the version that brought it
          """)
  void objectsToWhatA129DoesNotKnow(String rule, String objection) throws IOException {
    assertThat(ByVersion.read(29).objections(rule))
        .isEqualTo(objection.equals("-") ? List.of() : List.of(objection));
  }

  @Test
  void objectsToAFormatThatA129Ignores() throws IOException {
    ByVersion known = ByVersion.read(29);
    assertThat(known.objectionToFormat("date-time")).isEmpty();
    assertThat(known.objectionToFormat("k8s-short-name")).isPresent();
    assertThat(known.objectionToFormat("colour")).isPresent();
  }

  /** Looks at a schema and those inside it. */
  private static void look(JsonNode schema, String path, ByVersion known, List<String> objections) {
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      rule.fieldNames()
          .forEachRemaining(
              key -> {
                if (!RULE_KEYS.contains(key)) {
                  objections.add(path + ": a rule's " + key + " is newer than 1.29");
                }
              });
      Stream.of("rule", "messageExpression")
          .flatMap(key -> known.objections(rule.path(key).asText()).stream())
          .forEach(objection -> objections.add(path + ": " + objection));
    }
    if (schema.has("format")) {
      known
          .objectionToFormat(schema.get("format").asText())
          .ifPresent(objection -> objections.add(path + ": " + objection));
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      look(property.getValue(), path + "." + property.getKey(), known, objections);
    }
    for (String inner : List.of("items", "additionalProperties", "not")) {
      if (schema.path(inner).isObject()) {
        look(schema.get(inner), path + "[]", known, objections);
      }
    }
    for (String inner : List.of("allOf", "anyOf", "oneOf")) {
      schema.path(inner).forEach(each -> look(each, path, known, objections));
    }
  }

  /** The minor version after which the README says 'or newer'. */
  private static int promised() throws IOException {
    Matcher promise =
        Pattern.compile("Kubernetes 1\\.([0-9]+) or newer")
            .matcher(Files.readString(Repository.root().resolve("README.md")));
    assertThat(promise.find()).as("README.md promises a version").isTrue();
    return Integer.parseInt(promise.group(1));
  }
}
