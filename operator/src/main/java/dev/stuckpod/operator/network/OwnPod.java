package dev.stuckpod.operator.network;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The operator's own pod, as its Deployment tells it: NetworkPolicies select it by this.
 *
 * @param ip empty where it is not told
 */
public record OwnPod(String namespace, Map<String, String> labels, String ip) {

  public OwnPod {
    labels = Map.copyOf(labels);
  }

  /** Reads POD_LABELS ({@code key=value}, comma-separated) and POD_IP. */
  public static OwnPod read(String namespace, Map<String, String> environment) {
    var labels = new LinkedHashMap<String, String>();
    for (String pair : environment.getOrDefault("POD_LABELS", "").split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        labels.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return new OwnPod(namespace, labels, environment.getOrDefault("POD_IP", ""));
  }
}
