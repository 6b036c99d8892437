package dev.stuckpod.operator.inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Reads and writes Kubernetes' types and plain JSON. */
final class Json {

  static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  static final ObjectMapper PLAIN = new ObjectMapper();

  private Json() {}
}
