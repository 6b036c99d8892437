package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Writes a decision as JSON Patch (RFC 6902) on the pod as it was sent: only what is added is
 * touched, whatever fields the API server knows that we do not.
 */
final class PodPatch {

  private final JsonNode pod;
  private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

  private PodPatch(JsonNode pod) {
    this.pod = pod;
  }

  /** Returns the operations; empty when nothing changes. */
  static ArrayNode of(JsonNode pod, InjectionDecision decision) {
    var patch = new PodPatch(pod);
    switch (decision) {
      case InjectionDecision.Inject inject -> patch.inject(inject);
      case InjectionDecision.Skip skip when skip.reason().told() -> patch.note(skip);
      case InjectionDecision.Skip _ -> {}
    }
    return patch.operations;
  }

  private void inject(InjectionDecision.Inject inject) {
    add("/spec/shareProcessNamespace", JsonNodeFactory.instance.booleanNode(true));
    append("/spec/initContainers", inject.sidecar());
    append("/spec/volumes", inject.spool());
  }

  private void note(InjectionDecision.Skip skip) {
    if (pod.at("/metadata/annotations").isMissingNode()) {
      add("/metadata/annotations", JsonNodeFactory.instance.objectNode());
    }
    add(
        "/metadata/annotations/" + Marks.NOT_INJECTED.replace("~", "~0").replace("/", "~1"),
        JsonNodeFactory.instance.textNode(skip.reason() + ": " + skip.message()));
  }

  private void append(String list, Object element) {
    if (!pod.at(list).isArray()) {
      add(list, JsonNodeFactory.instance.arrayNode());
    }
    add(list + "/-", Json.KUBERNETES.convertValue(element, JsonNode.class));
  }

  private void add(String path, JsonNode value) {
    operations.addObject().put("op", "add").put("path", path).set("value", value);
  }
}
