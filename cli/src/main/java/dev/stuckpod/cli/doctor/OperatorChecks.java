package dev.stuckpod.cli.doctor;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether one operator is installed, runs and leads. */
final class OperatorChecks {

  private static final String AREA = "operator";
  private static final String LEASE = "stuckpod-operator";
  private static final Duration STALE = Duration.ofMinutes(1);

  private OperatorChecks() {}

  /**
   * Looks for it.
   *
   * @param namespace where it is looked for; null: anywhere
   * @param client's own version; null: a development build
   */
  static Optional<Installed> run(
      KubernetesClient client,
      @Nullable String namespace,
      @Nullable String version,
      Checks checks) {
    Optional<List<Installed>> looked =
        checks.look(AREA, "Deployments", () -> Installed.all(client, namespace));
    if (looked.isEmpty()) {
      return Optional.empty();
    }
    List<Installed> all = looked.get();
    if (all.isEmpty()) {
      checks.add(
          Check.wrong(
              AREA,
              "",
              "No operator is installed%s."
                  .formatted(namespace == null ? "" : " in namespace " + namespace),
              "helm install stuckpod charts/stuckpod -n stuckpod --create-namespace, as README.md"
                  + " says."));
      return Optional.empty();
    }
    if (all.size() > 1) {
      checks.add(
          Check.wrong(
              AREA,
              "",
              "There are %d operators (%s), which act on the same objects."
                  .formatted(
                      all.size(), String.join(", ", all.stream().map(Installed::about).toList())),
              "uninstall all but one, or give each its own watchNamespaces."));
    }
    Installed operator = all.getFirst();
    running(client, operator, checks);
    lease(client, operator, checks);
    version(operator, version, checks);
    return Optional.of(operator);
  }

  private static void running(KubernetesClient client, Installed operator, Checks checks) {
    if (operator.ready() >= operator.wanted() && operator.wanted() > 0) {
      checks.add(
          Check.ok(
              AREA,
              operator.about(),
              "%d of %d ready, version %s."
                  .formatted(operator.ready(), operator.wanted(), operator.version())));
      return;
    }
    String why =
        operator.wanted() == 0
            ? " It is scaled to 0."
            : checks.look(AREA, "Pods", () -> operator.pods(client)).stream()
                .flatMap(List::stream)
                .flatMap(OperatorChecks::trouble)
                .findFirst()
                .orElse("");
    checks.add(
        Check.wrong(
            AREA,
            operator.about(),
            "%d of %d ready.%s".formatted(operator.ready(), operator.wanted(), why),
            "kubectl logs -n %s deploy/%s says why."
                .formatted(operator.namespace(), operator.deployment().getMetadata().getName())));
  }

  /** Why containers of a pod do not run. */
  static Stream<String> trouble(Pod pod) {
    if (pod.getStatus() == null) {
      return Stream.empty();
    }
    return Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .filter(c -> c.getState() != null && c.getState().getWaiting() != null)
        .map(OperatorChecks::waiting);
  }

  private static String waiting(ContainerStatus container) {
    String message = container.getState().getWaiting().getMessage();
    return " Container %s waits: %s%s."
        .formatted(
            container.getName(),
            container.getState().getWaiting().getReason(),
            message == null ? "" : " (" + message.strip() + ")");
  }

  private static void lease(KubernetesClient client, Installed operator, Checks checks) {
    Optional<Lease> lease =
        checks.look(
            AREA,
            "Leases of the operator's namespace",
            () -> client.leases().inNamespace(operator.namespace()).withName(LEASE).get());
    if (lease.isEmpty() || lease.get().getSpec() == null || operator.ready() == 0) {
      return;
    }
    ZonedDateTime renewed = lease.get().getSpec().getRenewTime();
    String holder = lease.get().getSpec().getHolderIdentity();
    if (renewed == null || renewed.isBefore(ZonedDateTime.now(renewed.getZone()).minus(STALE))) {
      checks.add(
          Check.wrong(
              AREA,
              "lease %s -n %s".formatted(LEASE, operator.namespace()),
              "Nobody leads: it was last renewed at %s by %s.".formatted(renewed, holder),
              "kubectl rollout restart the operator's Deployment."));
    }
  }

  private static void version(Installed operator, @Nullable String client, Checks checks) {
    if (client != null && !client.equals(operator.version())) {
      checks.add(
          Check.note(
              "version",
              "",
              "This client is %s, the operator %s.".formatted(client, operator.version()),
              "take the client of the operator's version."));
    }
  }
}
