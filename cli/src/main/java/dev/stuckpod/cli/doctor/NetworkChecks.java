package dev.stuckpod.cli.doctor;

import dev.stuckpod.crds.network.End;
import dev.stuckpod.crds.network.Way;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether NetworkPolicies stand between operator and sidecars. Only those of Kubernetes' own kind
 * are read; what others (Cilium's, Calico's, a mesh) forbid is not seen here.
 */
final class NetworkChecks {

  private static final String AREA = "network";

  private NetworkChecks() {}

  static void run(KubernetesClient client, List<Pod> pods, Installed operator, Checks checks) {
    Optional<List<Pod>> own = checks.look(AREA, "the operator's pods", () -> operator.pods(client));
    if (own.isEmpty() || own.get().isEmpty()) {
      return;
    }
    Map<String, List<NetworkPolicy>> policies = new LinkedHashMap<>();
    Map<String, Map<String, String>> labels = new LinkedHashMap<>();
    End caller = end(client, own.get().getFirst(), labels);
    var told = new HashSet<Way.Barrier>();
    int tried = 0;
    int before = checks.all().size();
    for (Pod pod : pods) {
      Optional<Container> sidecar = SidecarChecks.sidecar(pod);
      if (sidecar.isEmpty()) {
        continue;
      }
      tried++;
      End target = end(client, pod, labels);
      int port = SidecarChecks.port(sidecar.get());
      new Way(caller, target, port)
              .barriers(
                  of(client, policies, caller.namespace(), checks),
                  of(client, policies, target.namespace(), checks))
              .stream()
              .filter(told::add)
              .forEach(barrier -> checks.add(check(barrier, pod)));
    }
    if (tried > 0 && checks.all().size() == before) {
      checks.add(
          Check.ok(
              AREA,
              "",
              "No NetworkPolicy stands between operator and %d sidecars.".formatted(tried)));
    }
  }

  private static Check check(Way.Barrier barrier, Pod pod) {
    return Check.wrong(
        AREA,
        "networkpolicy %s -n %s".formatted(barrier.names().getFirst(), barrier.namespace()),
        "%s, such as pod %s of namespace %s."
            .formatted(
                barrier.says(), pod.getMetadata().getName(), pod.getMetadata().getNamespace()),
        barrier.remedy());
  }

  private static List<NetworkPolicy> of(
      KubernetesClient client,
      Map<String, List<NetworkPolicy>> known,
      String namespace,
      Checks checks) {
    return known.computeIfAbsent(
        namespace,
        name ->
            checks
                .look(
                    AREA,
                    "NetworkPolicies of namespace " + name,
                    () -> client.network().networkPolicies().inNamespace(name).list().getItems())
                .orElse(List.of()));
  }

  private static End end(
      KubernetesClient client, Pod pod, Map<String, Map<String, String>> namespaces) {
    String namespace = pod.getMetadata().getNamespace();
    Map<String, String> labels =
        namespaces.computeIfAbsent(
            namespace,
            name -> {
              Map<String, String> always = Map.of(End.NAME, name);
              try {
                Namespace found = client.namespaces().withName(name).get();
                return found == null || found.getMetadata().getLabels() == null
                    ? always
                    : found.getMetadata().getLabels();
              } catch (KubernetesClientException mayNot) {
                return always;
              }
            });
    Map<String, String> own = pod.getMetadata().getLabels();
    String ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    return new End(
        namespace, own == null ? Map.of() : own, labels, ip == null ? "" : ip, ports(pod));
  }

  private static Map<String, Integer> ports(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> port.getName() != null && port.getContainerPort() != null)
        .collect(
            Collectors.toMap(
                ContainerPort::getName, ContainerPort::getContainerPort, (first, _) -> first));
  }
}
