package dev.stuckpod.operator.foresight;

import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Looks through a pod's sidecar.
 *
 * @param client reads the pod anew: what is kept of it is too little to connect
 */
public record SidecarLook(KubernetesClient client, Sidecars sidecars) implements Foresight.Look {

  @Override
  public List<ProcessInfo> at(PodView pod, String containerID) throws SidecarException {
    Pod fresh = client.pods().inNamespace(pod.namespace()).withName(pod.name()).get();
    if (fresh == null) {
      throw new SidecarException(
          CapturedReason.PodGone, false, "Pod %s is gone".formatted(pod.name()));
    }
    return sidecars.connect(fresh).processes(containerID.replaceFirst("^.*://", "")).processes();
  }
}
