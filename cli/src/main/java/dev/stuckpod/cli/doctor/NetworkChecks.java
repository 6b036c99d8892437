package dev.stuckpod.cli.doctor;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether NetworkPolicies stand between operator and sidecars. Only those of Kubernetes' own kind
 * are read; what others (Cilium's, Calico's, a mesh) forbid is not seen here.
 */
final class NetworkChecks {

  private static final String AREA = "network";

  /**
   * One end of a connection.
   *
   * @param labels of the pod
   * @param namespaceLabels of its namespace
   */
  private record End(
      String namespace,
      Map<String, String> labels,
      Map<String, String> namespaceLabels,
      String ip) {}

  private NetworkChecks() {}

  static void run(KubernetesClient client, List<Pod> pods, Installed operator, Checks checks) {
    Optional<List<Pod>> own = checks.look(AREA, "the operator's pods", () -> operator.pods(client));
    if (own.isEmpty() || own.get().isEmpty()) {
      return;
    }
    Map<String, List<NetworkPolicy>> policies = new LinkedHashMap<>();
    Map<String, Map<String, String>> labels = new LinkedHashMap<>();
    End caller = end(client, own.get().getFirst(), labels);
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
      barrier(of(client, policies, target.namespace(), checks), target, caller, port, true)
          .ifPresent(
              name ->
                  checks.add(
                      Check.wrong(
                          AREA,
                          "networkpolicy %s -n %s".formatted(name, target.namespace()),
                          "It keeps the operator from the sidecars: nothing admits it to port %d, such as of pod %s."
                              .formatted(port, pod.getMetadata().getName()),
                          "add a NetworkPolicy with ingress of TCP port %d from namespaceSelector kubernetes.io/metadata.name: %s."
                              .formatted(port, caller.namespace()))));
      barrier(of(client, policies, caller.namespace(), checks), caller, target, port, false)
          .ifPresent(
              name ->
                  checks.add(
                      Check.wrong(
                          AREA,
                          "networkpolicy %s -n %s".formatted(name, caller.namespace()),
                          "It keeps the operator from calling sidecars at port %d of namespace %s."
                              .formatted(port, target.namespace()),
                          "add egress of TCP port %d to it.".formatted(port))));
    }
    if (tried > 0 && checks.all().size() == before) {
      checks.add(
          Check.ok(
              AREA,
              "",
              "No NetworkPolicy stands between operator and %d sidecars.".formatted(tried)));
    }
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
              Map<String, String> always = Map.of("kubernetes.io/metadata.name", name);
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
    return new End(namespace, own == null ? Map.of() : own, labels, ip == null ? "" : ip);
  }

  /** The policy that selects an end and, with all others, does not admit the other end. */
  private static Optional<String> barrier(
      List<NetworkPolicy> policies, End selected, End other, int port, boolean in) {
    List<NetworkPolicy> about =
        policies.stream()
            .filter(p -> applies(p, in))
            .filter(p -> Matching.matches(p.getSpec().getPodSelector(), selected.labels()))
            .toList();
    return about.isEmpty() || about.stream().anyMatch(p -> admits(p, other, port, in))
        ? Optional.empty()
        : Optional.of(about.getFirst().getMetadata().getName());
  }

  private static boolean applies(NetworkPolicy policy, boolean in) {
    List<String> types = policy.getSpec().getPolicyTypes();
    return types == null || types.isEmpty()
        ? in || !policy.getSpec().getEgress().isEmpty()
        : types.contains(in ? "Ingress" : "Egress");
  }

  private static boolean admits(NetworkPolicy policy, End other, int port, boolean in) {
    String own = policy.getMetadata().getNamespace();
    return in
        ? policy.getSpec().getIngress().stream()
            .anyMatch(r -> ports(r.getPorts(), port) && peers(r.getFrom(), other, own))
        : policy.getSpec().getEgress().stream()
            .anyMatch(r -> ports(r.getPorts(), port) && peers(r.getTo(), other, own));
  }

  /** A sidecar declares no port, so none has a name. */
  private static boolean ports(List<NetworkPolicyPort> ports, int port) {
    return ports.isEmpty()
        || ports.stream()
            .filter(p -> p.getProtocol() == null || p.getProtocol().equals("TCP"))
            .anyMatch(
                p -> {
                  Integer first = p.getPort() == null ? null : p.getPort().getIntVal();
                  if (first == null) {
                    return p.getPort() == null;
                  }
                  int last = p.getEndPort() == null ? first : p.getEndPort();
                  return first <= port && port <= last;
                });
  }

  private static boolean peers(List<NetworkPolicyPeer> peers, End other, String own) {
    return peers.isEmpty() || peers.stream().anyMatch(peer -> peer(peer, other, own));
  }

  private static boolean peer(NetworkPolicyPeer peer, End other, String own) {
    if (peer.getIpBlock() != null) {
      return Matching.contains(peer.getIpBlock().getCidr(), other.ip())
          && peer.getIpBlock().getExcept().stream()
              .noneMatch(cidr -> Matching.contains(cidr, other.ip()));
    }
    boolean namespace =
        peer.getNamespaceSelector() == null
            ? own.equals(other.namespace())
            : Matching.matches(peer.getNamespaceSelector(), other.namespaceLabels());
    return namespace
        && (peer.getPodSelector() == null
            || Matching.matches(peer.getPodSelector(), other.labels()));
  }
}
