package dev.stuckpod.cli.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A policy that is in a file, and need not be in any cluster. */
final class PolicyFile {

  /** An object that the API server takes is no larger. */
  private static final int MOST_BYTES = 1 << 20;

  private static final String VERSION = HasMetadata.getApiVersion(StuckPolicy.class);

  private PolicyFile() {}

  /**
   * Reads one.
   *
   * @param file {@code -} is standard input
   * @throws CommandException if it is none, or has a field that there is not
   */
  static StuckPolicy read(String file) throws CommandException {
    try {
      return of(text(file));
    } catch (IllegalArgumentException wrong) {
      throw new CommandException(
          "%s is not a StuckPolicy: %s".formatted(file, wrong.getMessage()), wrong);
    }
  }

  private static StuckPolicy of(String text) {
    JsonNode node = onlyObject(text);
    if (!"StuckPolicy".equals(node.path("kind").asText())) {
      throw new IllegalArgumentException("give one object with kind: StuckPolicy");
    }
    if (!VERSION.equals(node.path("apiVersion").asText())) {
      throw new IllegalArgumentException("give it apiVersion: " + VERSION);
    }
    if (!node.path("spec").isObject()) {
      throw new IllegalArgumentException("it has no spec");
    }
    if (!node.at("/spec/selector").isObject()) {
      throw new IllegalArgumentException(
          "it has no spec.selector: name a label, such as matchLabels: {app: cable}");
    }
    try {
      var policy = new StuckPolicy();
      policy.setMetadata(
          new ObjectMetaBuilder()
              .withName(node.at("/metadata/name").asText("policy"))
              .withNamespace(node.at("/metadata/namespace").asText(null))
              .build());
      policy.setSpec(new ObjectMapper().treeToValue(node.get("spec"), StuckPolicySpec.class));
      return policy;
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(WrongField.of("spec", wrong), wrong);
    }
  }

  /** Reads documents as kubectl does: those that say nothing do not count. */
  private static JsonNode onlyObject(String text) {
    var documents = new ArrayList<Object>();
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      new Load(settings)
          .loadAllFromString(text)
          .forEach(
              document -> {
                if (document != null) {
                  documents.add(document);
                }
              });
    } catch (MarkedYamlEngineException unreadable) {
      throw new IllegalArgumentException(
          "it cannot be read as YAML: %s%s"
              .formatted(
                  unreadable
                      .getProblemMark()
                      .map(at -> "line %d: ".formatted(at.getLine() + 1))
                      .orElse(""),
                  unreadable.getProblem()),
          unreadable);
    } catch (YamlEngineException unreadable) {
      throw new IllegalArgumentException(
          "it cannot be read as YAML: " + unreadable.getMessage(), unreadable);
    }
    if (documents.size() > 1) {
      throw new IllegalArgumentException(
          "it has %d documents, and one policy is simulated at a time: give each a file"
              .formatted(documents.size()));
    }
    return documents.isEmpty()
        ? MissingNode.getInstance()
        : new ObjectMapper().<JsonNode>valueToTree(documents.getFirst());
  }

  /**
   * Has the API server say whether it would take it; nothing is kept.
   *
   * @return whether it has said so; else the one who asks may create no policies
   * @throws CommandException if it would not
   */
  static boolean isTaken(KubernetesClient client, StuckPolicy policy) throws CommandException {
    try {
      client.resource(policy).dryRun().create();
      return true;
    } catch (KubernetesClientException refused) {
      return switch (refused.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> true; // it is good, and there already
        case HttpURLConnection.HTTP_FORBIDDEN -> false;
        case HttpURLConnection.HTTP_NOT_FOUND -> // of the namespace, or the kind
            throw new CommandException(Sentence.of(refused), refused);
        default ->
            throw new CommandException(
                "The API server would not take the policy: " + Sentence.of(refused), refused);
      };
    }
  }

  private static String text(String file) throws CommandException {
    try (var in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException("it is larger than 1 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new CommandException("There is no file " + file, missing);
    } catch (IOException failed) {
      throw new CommandException(
          "%s cannot be read: %s".formatted(file, failed.getMessage()), failed);
    }
  }
}
