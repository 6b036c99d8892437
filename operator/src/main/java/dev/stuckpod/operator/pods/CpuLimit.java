package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How much CPU a container may use. */
final class CpuLimit {

  private static final int MILLIS = 3;
  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private CpuLimit() {}

  /**
   * The limit that is in force, in thousandths of a core; 0 where there is none.
   *
   * <p>A pod that is resized in place asks for it in its spec, and it may take long until its node
   * has room; what the container runs with is in its status. Kubelets before 1.33 do not say it
   * there, and do not resize: what was asked for is then in force.
   */
  static int inForce(Pod pod, ContainerStatus status) {
    if (status.getResources() != null) {
      return of(status.getResources());
    }
    return pod.getSpec() == null
        ? 0
        : pod.getSpec().getContainers().stream()
            .filter(container -> container.getName().equals(status.getName()))
            .findFirst()
            .map(Container::getResources)
            .map(CpuLimit::of)
            .orElse(0);
  }

  private static int of(ResourceRequirements resources) {
    @Nullable Quantity cpu =
        resources.getLimits() == null ? null : resources.getLimits().get("cpu");
    if (cpu == null) {
      return 0;
    }
    BigDecimal millis =
        cpu.getNumericalAmount().movePointRight(MILLIS).setScale(0, RoundingMode.CEILING);
    return millis.max(BigDecimal.ZERO).min(MOST).intValueExact();
  }
}
