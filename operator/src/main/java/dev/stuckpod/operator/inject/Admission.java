package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.operator.events.Reason;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers an AdmissionReview (admission.k8s.io/v1) about a pod. It always allows: at worst a pod
 * runs without a sidecar.
 */
final class Admission {

  /** Where what was decided goes. */
  interface Listener {

    /** Hears every decision; {@code dryRun} when nothing may be written. */
    void decided(InjectionDecision decision, boolean dryRun);

    /** Hears what a user should know. */
    void tell(ObjectReference about, Reason reason, String note);
  }

  private final Function<String, NamespaceFacts> namespaces;
  private final Supplier<InjectionSettings> settings;
  private final BiFunction<String, String, RunAs> users;
  private final Listener listener;

  /**
   * Asks for what a decision needs at each request.
   *
   * @param namespaces by name
   * @param users by namespace and image
   */
  Admission(
      Function<String, NamespaceFacts> namespaces,
      Supplier<InjectionSettings> settings,
      BiFunction<String, String, RunAs> users,
      Listener listener) {
    this.namespaces = namespaces;
    this.settings = settings;
    this.users = users;
    this.listener = listener;
  }

  /**
   * Answers one review.
   *
   * @throws IllegalArgumentException if it is not a review of a pod
   */
  ObjectNode answer(JsonNode review) {
    JsonNode request = review.path("request");
    String uid = request.path("uid").asText();
    JsonNode object = request.path("object");
    if (uid.isEmpty() || !"Pod".equals(request.path("kind").path("kind").asText())) {
      throw new IllegalArgumentException("not an AdmissionReview of a Pod");
    }
    String namespace = request.path("namespace").asText();
    Pod pod = Json.KUBERNETES.convertValue(object, Pod.class);
    InjectionDecision decision =
        InjectionDecision.of(
            pod,
            namespaces.apply(namespace),
            settings.get(),
            image -> users.apply(namespace, image));
    boolean dryRun = request.path("dryRun").asBoolean();
    listener.decided(decision, dryRun);
    if (!dryRun
        && decision instanceof InjectionDecision.Skip(SkipReason reason, String message)
        && reason.told()) {
      about(pod, namespace)
          .ifPresent(
              reference -> listener.tell(reference, Reason.NotInjected, reason + ": " + message));
    }
    return response(uid, PodPatch.of(object, decision));
  }

  /** The pod, if it has a name by now; else what made it. */
  private static Optional<ObjectReference> about(Pod pod, String namespace) {
    String name = pod.getMetadata().getName();
    if (name != null && !name.isEmpty()) {
      return Optional.of(
          new ObjectReferenceBuilder()
              .withApiVersion("v1")
              .withKind("Pod")
              .withNamespace(namespace)
              .withName(name)
              .withUid(pod.getMetadata().getUid())
              .build());
    }
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst()
        .map(owner -> reference(owner, namespace));
  }

  private static ObjectReference reference(OwnerReference owner, String namespace) {
    return new ObjectReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withNamespace(namespace)
        .withName(owner.getName())
        .withUid(owner.getUid())
        .build();
  }

  private static ObjectNode response(String uid, ArrayNode patch) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
    ObjectNode response = review.putObject("response").put("uid", uid).put("allowed", true);
    if (!patch.isEmpty()) {
      byte[] json = patch.toString().getBytes(StandardCharsets.UTF_8);
      response.put("patchType", "JSONPatch").put("patch", Base64.getEncoder().encodeToString(json));
    }
    return review;
  }
}
