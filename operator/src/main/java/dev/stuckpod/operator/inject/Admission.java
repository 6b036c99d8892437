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
import java.util.concurrent.atomic.AtomicReference;
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

  private final Surroundings surroundings;
  private final Supplier<InjectionSettings> settings;
  private final Refusals refusals;
  private final Listener listener;

  /**
   * Asks for what a decision needs at each request.
   *
   * @param refusals is told what was decided
   */
  Admission(
      Surroundings surroundings,
      Supplier<InjectionSettings> settings,
      Refusals refusals,
      Listener listener) {
    this.surroundings = surroundings;
    this.settings = settings;
    this.refusals = refusals;
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
    InjectionDecision decision = decide(pod, namespace);
    boolean dryRun = request.path("dryRun").asBoolean();
    listener.decided(decision, dryRun);
    if (!dryRun) {
      refusals.decided(pod, decision);
    }
    if (!dryRun
        && decision instanceof InjectionDecision.Skip(SkipReason reason, String message)
        && reason.told()) {
      about(pod, namespace)
          .ifPresent(
              reference -> listener.tell(reference, Reason.NotInjected, reason + ": " + message));
    }
    return response(uid, PodPatch.of(object, decision));
  }

  private InjectionDecision decide(Pod pod, String namespace) {
    InjectionSettings now = settings.get();
    Supplier<Workload> workload = once(() -> surroundings.workload(pod, namespace));
    InjectionDecision decision =
        InjectionDecision.of(
            pod,
            surroundings.namespace(namespace),
            () -> surroundings.limits(namespace),
            () -> workload.get().coming(),
            now,
            image -> surroundings.user(namespace, image));
    if (!(decision instanceof InjectionDecision.Inject)) {
      return decision;
    }
    return surroundings
        .failingSidecar(namespace, now.image())
        .map(Skips::sidecarsFail)
        .or(() -> refusals.find(pod, workload.get()).map(Skips::refusedBefore))
        .<InjectionDecision>map(skip -> skip)
        .orElse(decision);
  }

  private static <T> Supplier<T> once(Supplier<T> supplier) {
    var answer = new AtomicReference<T>();
    return () -> answer.updateAndGet(known -> known == null ? supplier.get() : known);
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
    return Workloads.owner(pod).map(owner -> reference(owner, namespace));
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
