package dev.stuckpod.cli.doctor;

import dev.stuckpod.cli.ground.Program;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that is looked at, from the cluster's version to the network of single pods.
 *
 * @param namespace of policies, pods and NetworkPolicies; null: all
 * @param labels of the pods, as kubectl takes them; null: any
 * @param operatorNamespace where the operator is looked for; null: in all namespaces
 */
public record Examination(
    @Nullable String namespace, @Nullable String labels, @Nullable String operatorNamespace) {

  private static final Pattern KUBERNETES = Pattern.compile("v?1\\.(\\d+).*");

  /** Since then a container may be a native sidecar. */
  private static final int OLDEST = 29;

  /** Looks at everything. */
  Checks of(KubernetesClient client) {
    var checks = new Checks();
    kubernetes(client, checks);
    CrdChecks.run(client, checks);
    Optional<Installed> operator =
        OperatorChecks.run(client, operatorNamespace, Program.version().orElse(null), checks);
    operator.ifPresent(one -> watched(one, checks));
    WebhookChecks.run(client, operator.orElse(null), checks);
    if (checks.all().stream().noneMatch(Examination::isMissing)) {
      PolicyChecks.run(client, namespace, checks);
    }
    checks
        .look("sidecar", "Pods", () -> pods(client))
        .ifPresent(
            pods -> {
              SidecarChecks.run(client, pods, operator.orElse(null), checks);
              operator.ifPresent(one -> NetworkChecks.run(client, pods, one, checks));
            });
    return checks;
  }

  /** The same, as lines. */
  public List<String> lines(KubernetesClient client) {
    return of(client).all().stream().map(Check::line).toList();
  }

  /** Where the cluster has not our kinds, there is nothing of them to ask for. */
  private static boolean isMissing(Check check) {
    return check.area().equals("crds")
        && check.level() == Check.Level.wrong
        && check.about().startsWith("crd stuckpolicies");
  }

  private List<Pod> pods(KubernetesClient client) {
    return namespace == null
        ? client
            .pods()
            .inAnyNamespace()
            .withLabelSelector(labels == null ? "" : labels)
            .list()
            .getItems()
        : client
            .pods()
            .inNamespace(namespace)
            .withLabelSelector(labels == null ? "" : labels)
            .list()
            .getItems();
  }

  private static void kubernetes(KubernetesClient client, Checks checks) {
    checks
        .look("version", "the version of Kubernetes", client::getKubernetesVersion)
        .map(version -> String.valueOf(version.getGitVersion()))
        .ifPresent(
            version -> {
              Matcher minor = KUBERNETES.matcher(version);
              boolean old = minor.matches() && Integer.parseInt(minor.group(1)) < OLDEST;
              checks.add(
                  old
                      ? Check.wrong(
                          "version",
                          "",
                          "Kubernetes %s has no native sidecars.".formatted(version),
                          "1.29 or newer is needed.")
                      : Check.ok("version", "", "Kubernetes %s.".formatted(version)));
            });
  }

  private void watched(Installed operator, Checks checks) {
    List<String> watched = operator.watched();
    if (namespace != null && !watched.isEmpty() && !watched.contains(namespace)) {
      checks.add(
          Check.wrong(
              "operator",
              operator.about(),
              "It does not watch namespace %s.".formatted(namespace),
              "add it to watchNamespaces of the chart, now " + String.join(", ", watched) + "."));
    }
  }
}
