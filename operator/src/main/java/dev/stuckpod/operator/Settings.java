package dev.stuckpod.operator;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.alerts.ReceiverEnvironment;
import dev.stuckpod.operator.inject.InjectionEnvironment;
import dev.stuckpod.operator.names.PortNumber;
import dev.stuckpod.operator.network.OwnPod;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.notify.address.Addresses;
import dev.stuckpod.operator.opening.OnDemandLimits;
import dev.stuckpod.operator.opening.limit.CaptureLimits;
import dev.stuckpod.operator.retention.Bounds;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the Deployment decides, read from the environment.
 *
 * @param namespace the operator's own: its Lease and its Secrets are here
 * @param identity name of this replica, the pod's name
 * @param ownPod where it calls sidecars from
 * @param watchNamespaces where policies are read; empty means everywhere
 * @param leaderElection off only where a single process is certain
 * @param metricsPort serves /metrics
 * @param healthPort serves /healthz and /readyz
 * @param spool a directory for dumps on their way to the API server
 * @param spoolLimit how much may be in it, in bytes
 * @param stored how much of the API server's storage analyses and dumps may take
 * @param onDemandKeep how many analyses of a namespace are kept that a person has asked for
 * @param onDemandTtl how long they are kept, and those whose policy is gone
 * @param onDemandLimits how many persons may ask for
 * @param captureLimits how many incidents policies and windows may open in all
 * @param alerts how Alertmanager's alerts come in; empty where they do not
 * @param notifications who is told of explained incidents
 * @param injection how pods get their sidecar; empty where they get none
 */
record Settings(
    String namespace,
    String identity,
    OwnPod ownPod,
    Set<String> watchNamespaces,
    boolean leaderElection,
    int metricsPort,
    int healthPort,
    Path spool,
    long spoolLimit,
    Bounds stored,
    int onDemandKeep,
    Duration onDemandTtl,
    OnDemandLimits onDemandLimits,
    CaptureLimits captureLimits,
    Optional<ReceiverEnvironment> alerts,
    List<Address> notifications,
    Optional<InjectionEnvironment> injection) {

  /**
   * Reads POD_NAMESPACE, POD_NAME, what {@link OwnPod} reads, WATCH_NAMESPACES (comma-separated),
   * LEADER_ELECTION, METRICS_PORT, HEALTH_PORT, SPOOL, SPOOL_LIMIT, STORAGE_PER_NAMESPACE,
   * STORAGE_PER_CLUSTER, ON_DEMAND_KEEP, ON_DEMAND_TTL, ON_DEMAND_PER_POD, ON_DEMAND_PER_NAMESPACE,
   * ON_DEMAND_CONCURRENT, CAPTURES_PER_NAMESPACE, CAPTURES_PER_CLUSTER, NOTIFICATIONS (JSON, see
   * {@link Addresses}), and what {@link ReceiverEnvironment} and {@link InjectionEnvironment} read.
   *
   * @throws IllegalArgumentException with a sentence that names the variable and what it takes
   */
  static Settings fromEnvironment(Map<String, String> environment) {
    return new Settings(
        required(environment, "POD_NAMESPACE"),
        required(environment, "POD_NAME"),
        OwnPod.read(required(environment, "POD_NAMESPACE"), environment),
        names(environment.getOrDefault("WATCH_NAMESPACES", "")),
        flag(environment, "LEADER_ELECTION", true),
        port(environment, "METRICS_PORT", 8080),
        port(environment, "HEALTH_PORT", 8081),
        Path.of(environment.getOrDefault("SPOOL", System.getProperty("java.io.tmpdir"))),
        bytes(environment, "SPOOL_LIMIT", "2Gi") / 8 * 7, // files there take more than they hold
        new Bounds(
            bytes(environment, "STORAGE_PER_NAMESPACE", "64Mi"),
            bytes(environment, "STORAGE_PER_CLUSTER", "512Mi")),
        number(environment, "ON_DEMAND_KEEP", "50"),
        ttl(environment.getOrDefault("ON_DEMAND_TTL", "168h")),
        new OnDemandLimits(
            number(environment, "ON_DEMAND_PER_POD", "30"),
            number(environment, "ON_DEMAND_PER_NAMESPACE", "120"),
            number(environment, "ON_DEMAND_CONCURRENT", "2")),
        new CaptureLimits(
            number(environment, "CAPTURES_PER_NAMESPACE", "240"),
            number(environment, "CAPTURES_PER_CLUSTER", "1000")),
        ReceiverEnvironment.read(environment),
        Addresses.read(environment.getOrDefault("NOTIFICATIONS", "")),
        InjectionEnvironment.read(environment));
  }

  private static long bytes(Map<String, String> environment, String name, String otherwise) {
    String size = environment.getOrDefault(name, otherwise);
    try {
      return Quantity.parse(size).getNumericalAmount().longValue();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " takes a size like 2Gi: " + size, e);
    }
  }

  private static int number(Map<String, String> environment, String name, String otherwise) {
    String number = environment.getOrDefault(name, otherwise);
    if (!number.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(name + " takes a number from 1 on: " + number);
    }
    return Integer.parseInt(number);
  }

  private static Duration ttl(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ON_DEMAND_TTL: " + e.getMessage(), e);
    }
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "Set " + name + ": the Deployment takes it from the pod's own metadata");
    }
    return value;
  }

  private static Set<String> names(String list) {
    var names = new TreeSet<String>();
    for (String name : list.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return Set.copyOf(names);
  }

  private static boolean flag(Map<String, String> environment, String name, boolean otherwise) {
    return switch (environment.getOrDefault(name, "")) {
      case "" -> otherwise;
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name + " takes true or false");
    };
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String text = environment.getOrDefault(name, "");
    return text.isEmpty() ? otherwise : PortNumber.of(name, text);
  }
}
