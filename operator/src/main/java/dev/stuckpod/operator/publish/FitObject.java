package dev.stuckpod.operator.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Objects;
import java.util.Set;

/**
 * An object of ours as it may be written: whatever of its specification and its status was named by
 * an app, a pod or a metrics source is fit to be shown by kubectl and by any console. Nobody else
 * writes them.
 */
public final class FitObject<T extends CustomResource<?, ?>> {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private static final Set<String> WRITTEN = Set.of("spec", "status");

  private final T object;

  private FitObject(T object) {
    this.object = object;
  }

  /** Makes an object fit; one that is stays as it is. */
  @SuppressWarnings("unchecked")
  public static <T extends CustomResource<?, ?>> FitObject<T> of(T object) {
    ObjectNode whole = JSON.convertValue(object, ObjectNode.class);
    ObjectNode fit = whole.deepCopy();
    WRITTEN.forEach(
        part -> {
          if (whole.has(part)) {
            fit.set(part, fit(whole.get(part)));
          }
        });
    return new FitObject<>(
        fit.equals(whole) ? object : (T) JSON.convertValue(fit, object.getClass()));
  }

  /** What is written. */
  public T get() {
    return object;
  }

  /** Creates it. */
  public T create(KubernetesClient client) {
    return client.resource(object).create();
  }

  /** Writes its status, with the resourceVersion that it has. */
  public T updateStatus(KubernetesClient client) {
    return Objects.requireNonNull(
        WholeObjects.receive(() -> client.resource(object).updateStatus()));
  }

  private static JsonNode fit(JsonNode node) {
    return switch (node) {
      case TextNode text -> TextNode.valueOf(OneLine.of(text.textValue()).text());
      case ArrayNode list -> {
        ArrayNode fit = JsonNodeFactory.instance.arrayNode(list.size());
        list.forEach(one -> fit.add(fit(one)));
        yield fit;
      }
      case ObjectNode fields -> {
        ObjectNode fit = JsonNodeFactory.instance.objectNode();
        fields
            .properties()
            .forEach(field -> fit.set(OneLine.of(field.getKey()).text(), fit(field.getValue())));
        yield fit;
      }
      default -> node;
    };
  }
}
