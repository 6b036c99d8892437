package dev.stuckpod.operator.inject.hook;

import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.protocol.Wire;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPGetActionBuilder;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.Pod;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the app's container gets a preStop hook that asks its sidecar, and what is said of it.
 */
public sealed interface Hook {

  /** A pod that is ended in less time needs it for itself: a look takes up to three seconds. */
  long SHORTEST_GRACE_SECONDS = 10;

  /**
   * With less CPU no dump is there within the three seconds; docs/before-the-kill.md has figures.
   */
  BigDecimal LEAST_CORES = new BigDecimal("0.75");

  /** Nobody has asked for one. */
  record None() implements Hook {}

  /**
   * It gets one.
   *
   * @param container its place in the pod's list
   * @param lifecycle whether it has hooks, of another kind
   * @param ask what the kubelet asks for
   */
  record Added(int container, boolean lifecycle, HTTPGetAction ask) implements Hook {}

  /**
   * It gets none although it was asked for.
   *
   * @param why what is said on the pod, and by the leader in an Event
   */
  record LeftOut(LastLook why) implements Hook {}

  /**
   * Decides for a pod that gets a sidecar.
   *
   * @param app name of the app's container
   * @param port of its sidecar
   * @param cores how many its sidecar may use at most; null: as many as there are
   * @param byDefault whether pods that do not say are to have one
   */
  static Hook of(Pod pod, String app, int port, @Nullable BigDecimal cores, boolean byDefault) {
    String wish = Marks.annotation(pod.getMetadata(), Marks.BEFORE_THE_KILL);
    if (wish != null && !wish.equals("true") && !wish.equals("false")) {
      return leftOut(
          "BadAnnotation",
          "The annotation %s takes \"true\" or \"false\"".formatted(Marks.BEFORE_THE_KILL));
    }
    if (wish == null ? !byDefault : wish.equals("false")) {
      return new None();
    }
    List<Container> containers = pod.getSpec().getContainers();
    int place = 0;
    while (place < containers.size() && !app.equals(containers.get(place).getName())) {
      place++;
    }
    if (place == containers.size()) {
      return new None();
    }
    Lifecycle lifecycle = containers.get(place).getLifecycle();
    if (lifecycle != null && lifecycle.getPreStop() != null) {
      return leftOut(
          LastLook.OWN,
          ("Container %s has a preStop hook of its own, which stays as it is: let that ask for"
                  + " http://127.0.0.1:%d%s, or do without a look before its end")
              .formatted(app, port, Wire.KNOCK));
    }
    Long grace = pod.getSpec().getTerminationGracePeriodSeconds();
    if (grace != null && grace < SHORTEST_GRACE_SECONDS) {
      return leftOut(
          "ShortGrace",
          ("The pod is ended within %d s, of which a look may take 3 s: raise"
                  + " terminationGracePeriodSeconds to %d")
              .formatted(grace, SHORTEST_GRACE_SECONDS));
    }
    if (cores != null && cores.compareTo(LEAST_CORES) < 0) {
      return leftOut(
          "SlowSidecar",
          ("Its sidecar may use %dm of CPU, with which a look does not end within 3 s: give it %dm"
               + " (of a Guaranteed pod the chart's injection.guaranteed.cpu; else the limit comes"
               + " from a LimitRange or injection.resources), or do without")
              .formatted(millis(cores), millis(LEAST_CORES)));
    }
    return new Added(
        place,
        lifecycle != null,
        new HTTPGetActionBuilder()
            .withPath(Wire.KNOCK)
            .withNewPort(port)
            .withScheme("HTTP")
            .build());
  }

  private static int millis(BigDecimal cores) {
    return cores.movePointRight(3).intValue();
  }

  private static Hook leftOut(String reason, String message) {
    return new LeftOut(new LastLook(reason, message));
  }
}
