package dev.stuckpod.operator.notify;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.operator.notify.payload.Notification.OfPod;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.PodState;
import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

/** What is told of an incident's pod beside the incident. */
final class OfPods {

  private OfPods() {}

  /** Tells it of the pod that is meant, if that is still there. */
  static OfPod of(DumpAnalysisSpec spec, @Nullable Pod now) {
    if (now == null || spec.podUID() != null && !spec.podUID().equals(now.getMetadata().getUid())) {
      return new OfPod(spec.container(), null);
    }
    String container =
        AppContainer.of(now, spec.container()) instanceof AppContainer.Found(String name)
            ? name
            : spec.container();
    return new OfPod(container, PodState.madeBy(now).orElse(null));
  }
}
