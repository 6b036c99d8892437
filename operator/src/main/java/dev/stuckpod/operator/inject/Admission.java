package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.operator.inject.facts.SeenUsers;
import dev.stuckpod.operator.inject.facts.Surroundings;
import dev.stuckpod.operator.inject.facts.Workload;
import dev.stuckpod.operator.inject.review.Review;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Answers an AdmissionReview (admission.k8s.io/v1) about a pod. It always allows: at worst a pod
 * runs without a sidecar. It writes nothing: a review may be forged, and its pod not exist.
 */
final class Admission {

  /** Where what was decided goes. */
  interface Listener {

    /** Hears every decision; {@code dryRun} when nothing may be written. */
    void decided(InjectionDecision decision, boolean dryRun);
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

  /** Answers one review. */
  ObjectNode answer(Review review) {
    InjectionDecision decision = decide(review.pod(), review.namespace());
    listener.decided(decision, review.dryRun());
    if (!review.dryRun()) {
      refusals.decided(review.pod(), decision);
    }
    return response(review.uid(), PodPatch.of(review.pod(), decision));
  }

  private InjectionDecision decide(Pod pod, String namespace) {
    InjectionSettings now = settings.get();
    Supplier<Workload> workload = once(() -> surroundings.workload(pod, namespace));
    Supplier<SeenUsers> users = once(() -> surroundings.users(namespace));
    InjectionDecision decision =
        InjectionDecision.of(
            pod,
            surroundings.namespace(namespace),
            () -> surroundings.limits(namespace),
            () -> workload.get().coming(),
            now,
            image -> users.get().find(image));
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
