package dev.stuckpod.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One request of the operator, as an API server's audit has it.
 *
 * @param resource with its subresource
 * @param name empty where all are meant, or one that has none yet
 * @param code of the answer
 */
record Asked(String group, String resource, String verb, String name, int code) {

  /** What an API server has to be told to write down whatever this user asks. */
  static String[] audit(Path folder, String user) throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("audit.yaml"),
            """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            rules:
            - {level: Metadata, users: ['%s'], omitStages: [RequestReceived]}
            - {level: None}
            """
                .formatted(user));
    return new String[] {
      "--audit-policy-file=" + policy,
      "--audit-log-path=" + folder.resolve("audit.log"),
      "--audit-log-mode=blocking-strict"
    };
  }

  /** Reads what was written down. */
  static List<Asked> of(Path folder) throws IOException {
    var mapper = new ObjectMapper();
    try (Stream<String> lines = Files.lines(folder.resolve("audit.log"))) {
      return lines
          .filter(line -> line.endsWith("}")) // one may be half written
          .map(line -> of(parse(mapper, line)))
          .distinct()
          .toList();
    }
  }

  private static JsonNode parse(ObjectMapper mapper, String line) {
    try {
      return mapper.readTree(line);
    } catch (IOException wrong) {
      throw new IllegalArgumentException(line, wrong);
    }
  }

  private static Asked of(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String subresource = object.path("subresource").asText();
    return new Asked(
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        event.path("verb").asText(),
        object.path("name").asText(),
        event.path("responseStatus").path("code").asInt());
  }

  /** One right of a rule. */
  record Right(String group, String resource, String verb, String name) {

    static Stream<Right> of(PolicyRule rule) {
      List<String> names =
          rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
      return rule.getApiGroups().stream()
          .flatMap(
              group ->
                  rule.getResources().stream()
                      .flatMap(
                          resource ->
                              rule.getVerbs().stream()
                                  .flatMap(
                                      verb ->
                                          names.stream()
                                              .map(
                                                  name ->
                                                      new Right(group, resource, verb, name)))));
    }

    /** An apply that creates needs the right to do so, and is audited as a patch. */
    boolean isUsedBy(Asked asked) {
      boolean sameVerb =
          verb.equals(asked.verb)
              || (verb.equals("create") && asked.verb.equals("patch") && asked.code == 201);
      return sameVerb
          && group.equals(asked.group)
          && resource.equals(asked.resource)
          && (name.isEmpty() || name.equals(asked.name));
    }
  }
}
