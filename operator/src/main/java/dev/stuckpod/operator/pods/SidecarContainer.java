package dev.stuckpod.operator.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** The sidecar's container in a pod that has one: a native sidecar, so among init containers. */
public final class SidecarContainer {

  /** Label of every pod that was given one: {@code "true"}. */
  public static final String LABEL = "stuckpod.dev/sidecar";

  /** Label of every pod that was given one: names the authorities that it trusts. */
  public static final String AUTHORITIES = "stuckpod.dev/authorities";

  /** Variable of its environment: the port it listens on. */
  public static final String PORT = "STUCKPOD_PORT";

  private static final int DEFAULT_PORT = 7443;

  private SidecarContainer() {}

  /** Finds it in a pod's spec. */
  public static Optional<Container> of(Pod pod) {
    List<Container> init = pod.getSpec().getInitContainers();
    return init == null
        ? Optional.empty()
        : init.stream().filter(c -> AppContainer.SIDECAR.equals(c.getName())).findFirst();
  }

  /**
   * Reads its port from its environment. It declares none as a container port: Prometheus would
   * take that for a target of the app.
   */
  public static int port(Container sidecar) {
    return sidecar.getEnv().stream()
        .filter(variable -> PORT.equals(variable.getName()))
        .map(EnvVar::getValue)
        .filter(value -> value != null && value.matches("[0-9]{1,5}"))
        .findFirst()
        .map(Integer::parseInt)
        .orElse(DEFAULT_PORT);
  }
}
