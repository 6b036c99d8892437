package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;

/** AdmissionReviews that tests begin with. */
public final class Reviews {

  private Reviews() {}

  /** A review of a pod whose {@code spec} is given in YAML. */
  public static String of(String namespace, String spec) {
    return review(namespace, Pods.pod(spec)).toString();
  }

  static ObjectNode review(String namespace, Pod pod) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
    ObjectNode request = review.putObject("request");
    request.put("uid", "705ab4f5-6393-11e8-b7cc-42010a800002");
    request.putObject("kind").put("group", "").put("version", "v1").put("kind", "Pod");
    request.put("namespace", namespace).put("operation", "CREATE");
    request.set("object", Json.KUBERNETES.convertValue(pod, JsonNode.class));
    request.putNull("oldObject").put("dryRun", false);
    return review;
  }
}
