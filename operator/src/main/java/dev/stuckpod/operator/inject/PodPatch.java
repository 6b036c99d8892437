package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stuckpod.operator.inject.hook.Hook;
import dev.stuckpod.operator.inject.mesh.Argument;
import dev.stuckpod.operator.inject.mesh.Bypass;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision as JSON Patch (RFC 6902) on the pod as it was sent: only what is added or
 * raised is touched, whatever fields the API server knows that we do not.
 */
final class PodPatch {

  private final Pod pod;
  private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

  private PodPatch(Pod pod) {
    this.pod = pod;
  }

  /** Returns the operations; empty when nothing changes. */
  static ArrayNode of(Pod pod, InjectionDecision decision) {
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
    PodSpec spec = pod.getSpec();
    append("/spec/initContainers", spec.getInitContainers(), inject.sidecar());
    append("/spec/volumes", spec.getVolumes(), inject.spool());
    begin("/metadata/labels", pod.getMetadata().getLabels());
    set("/metadata/labels", SidecarContainer.LABEL, "true");
    set("/metadata/labels", SidecarContainer.AUTHORITIES, inject.authorities());
    boolean annotated = bypass(inject.bypass());
    hook(inject.hook(), annotated);
    if (inject.whole() != null && spec.getResources() != null) {
      ResourceRequirements own = spec.getResources();
      raise("/spec/resources/requests", own.getRequests(), inject.whole().getRequests());
      raise("/spec/resources/limits", own.getLimits(), inject.whole().getLimits());
    }
  }

  private boolean bypass(Bypass bypass) {
    boolean annotates = !bypass.annotations().isEmpty();
    if (annotates) {
      begin("/metadata/annotations", pod.getMetadata().getAnnotations());
    }
    new TreeMap<>(bypass.annotations())
        .forEach((name, value) -> set("/metadata/annotations", name, value));
    for (Argument argument : bypass.arguments()) {
      operations
          .addObject()
          .put("op", "replace")
          .put(
              "path",
              "/spec/initContainers/%d/args/%d".formatted(argument.container(), argument.index()))
          .put("value", argument.text());
    }
    return annotates;
  }

  private void hook(Hook hook, boolean annotated) {
    switch (hook) {
      case Hook.None() -> {}
      case Hook.LeftOut(LastLook why) -> lastLook(why, annotated);
      case Hook.Added added -> {
        String lifecycle = "/spec/containers/%d/lifecycle".formatted(added.container());
        if (!added.lifecycle()) {
          add(lifecycle, JsonNodeFactory.instance.objectNode());
        }
        var preStop = JsonNodeFactory.instance.objectNode();
        preStop.set("httpGet", Json.KUBERNETES.convertValue(added.ask(), JsonNode.class));
        add(lifecycle + "/preStop", preStop);
        lastLook(LastLook.BY_HOOK, annotated);
      }
    }
  }

  private void lastLook(LastLook look, boolean annotated) {
    if (!annotated) {
      begin("/metadata/annotations", pod.getMetadata().getAnnotations());
    }
    set("/metadata/annotations", LastLook.ANNOTATION, look.text());
  }

  private void raise(
      String map,
      @Nullable Map<String, Quantity> present,
      @Nullable Map<String, Quantity> amounts) {
    if (amounts == null || amounts.isEmpty()) {
      return;
    }
    begin(map, present);
    new TreeMap<>(amounts).forEach((name, amount) -> set(map, name, amount.toString()));
  }

  private void note(InjectionDecision.Skip skip) {
    begin("/metadata/annotations", pod.getMetadata().getAnnotations());
    set(
        "/metadata/annotations",
        NotInjected.ANNOTATION,
        new NotInjected(skip.reason().name(), skip.message()).text());
  }

  private void begin(String map, @Nullable Map<String, ?> present) {
    if (present == null || present.isEmpty()) {
      add(map, JsonNodeFactory.instance.objectNode());
    }
  }

  private void set(String map, String key, String value) {
    String escaped = key.replace("~", "~0").replace("/", "~1");
    add(map + "/" + escaped, JsonNodeFactory.instance.textNode(value));
  }

  private void append(String list, @Nullable List<?> present, Object element) {
    if (present == null || present.isEmpty()) {
      add(list, JsonNodeFactory.instance.arrayNode());
    }
    add(list + "/-", Json.KUBERNETES.convertValue(element, JsonNode.class));
  }

  private void add(String path, JsonNode value) {
    operations.addObject().put("op", "add").put("path", path).set("value", value);
  }
}
