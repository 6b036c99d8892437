package dev.stuckpod.cli.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A policy that is in a file, and need not be in any cluster. */
final class PolicyFile {

  /** An object that the API server takes is no larger. */
  private static final int MOST_BYTES = 1 << 20;

  private static final String NOT_A_POLICY = "%s is not a StuckPolicy: %s";

  private PolicyFile() {}

  /**
   * Reads one.
   *
   * @param file {@code -} is standard input
   * @throws CommandException if it is none, or has a field that there is not
   */
  static StuckPolicy read(String file) throws CommandException {
    String text = text(file);
    JsonNode node;
    try {
      node = Serialization.unmarshal(text, JsonNode.class);
    } catch (RuntimeException unreadable) {
      throw new CommandException(NOT_A_POLICY.formatted(file, "it cannot be read as YAML"));
    }
    if (node == null || !"StuckPolicy".equals(node.path("kind").asText())) {
      throw new CommandException(
          NOT_A_POLICY.formatted(file, "give one object with kind: StuckPolicy"));
    }
    if (!node.path("spec").isObject()) {
      throw new CommandException(NOT_A_POLICY.formatted(file, "it has no spec"));
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
      throw new CommandException(NOT_A_POLICY.formatted(file, wrong.getOriginalMessage()), wrong);
    }
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
        case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND -> false;
        default ->
            throw new CommandException(
                "The API server would not take the policy: " + refused.getMessage(), refused);
      };
    }
  }

  private static String text(String file) throws CommandException {
    try (var in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new CommandException(NOT_A_POLICY.formatted(file, "it is larger than 1 MiB"));
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
