package dev.stuckpod.crds.network;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What NetworkPolicies admit. They add up: a pod that one selects is reached where any admits it,
 * and a pod that none selects always.
 */
enum Admitting {
  /** Into the pod that is selected. */
  IN("Ingress"),
  /** Out of it. */
  OUT("Egress");

  private static final String TCP = "TCP";

  private final String type;

  Admitting(String type) {
    this.type = type;
  }

  /** Names the policies that select an end and do not admit the other; none where one does. */
  List<String> barring(List<NetworkPolicy> policies, End selected, End other, int port) {
    List<NetworkPolicy> about = about(policies, selected);
    return about.stream().anyMatch(policy -> admits(policy, selected, other, port, false))
        ? List.of()
        : about.stream().map(policy -> policy.getMetadata().getName()).sorted().toList();
  }

  /** Tells whether they admit any pod of the other's namespace. */
  boolean admitsAnyone(List<NetworkPolicy> policies, End selected, End other, int port) {
    return about(policies, selected).stream()
        .anyMatch(policy -> admits(policy, selected, other, port, true));
  }

  private List<NetworkPolicy> about(List<NetworkPolicy> policies, End selected) {
    return policies.stream()
        .filter(policy -> policy.getSpec() != null && applies(policy.getSpec()))
        .filter(policy -> Selectors.matches(policy.getSpec().getPodSelector(), selected.labels()))
        .toList();
  }

  /** One that names no type is about what comes in, and about what goes out if it has rules. */
  private boolean applies(NetworkPolicySpec spec) {
    List<String> types = spec.getPolicyTypes();
    if (types == null || types.isEmpty()) {
      return this == IN || !list(spec.getEgress()).isEmpty();
    }
    return types.contains(type);
  }

  private boolean admits(NetworkPolicy policy, End selected, End other, int port, boolean anyone) {
    String own = policy.getMetadata().getNamespace();
    NetworkPolicySpec spec = policy.getSpec();
    return switch (this) {
      case IN ->
          list(spec.getIngress()).stream()
              .anyMatch(
                  rule ->
                      ports(rule.getPorts(), selected, port)
                          && peers(rule.getFrom(), other, own, anyone));
      case OUT ->
          list(spec.getEgress()).stream()
              .anyMatch(
                  rule ->
                      ports(rule.getPorts(), other, port)
                          && peers(rule.getTo(), other, own, anyone));
    };
  }

  /** A name is that of a port of the pod that is called. */
  private static boolean ports(@Nullable List<NetworkPolicyPort> ports, End called, int port) {
    return list(ports).isEmpty() || list(ports).stream().anyMatch(one -> port(one, called, port));
  }

  private static boolean port(NetworkPolicyPort asked, End called, int port) {
    if (asked.getProtocol() != null && !asked.getProtocol().equals(TCP)) {
      return false;
    }
    if (asked.getPort() == null) {
      return true;
    }
    @Nullable Integer first = asked.getPort().getIntVal();
    if (first == null) {
      first = called.ports().get(asked.getPort().getStrVal());
    }
    return first != null
        && first <= port
        && port <= Objects.requireNonNullElse(asked.getEndPort(), first);
  }

  private static boolean peers(
      @Nullable List<NetworkPolicyPeer> peers, End other, String own, boolean anyone) {
    return list(peers).isEmpty()
        || list(peers).stream().anyMatch(peer -> peer(peer, other, own, anyone));
  }

  private static boolean peer(NetworkPolicyPeer peer, End other, String own, boolean anyone) {
    if (peer.getIpBlock() != null) {
      return Selectors.contains(peer.getIpBlock().getCidr(), other.ip())
          && list(peer.getIpBlock().getExcept()).stream()
              .noneMatch(cidr -> Selectors.contains(cidr, other.ip()));
    }
    boolean namespace =
        peer.getNamespaceSelector() == null
            ? own.equals(other.namespace())
            : Selectors.matches(peer.getNamespaceSelector(), other.namespaceLabels());
    return namespace
        && (anyone
            || peer.getPodSelector() == null
            || Selectors.matches(peer.getPodSelector(), other.labels()));
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
