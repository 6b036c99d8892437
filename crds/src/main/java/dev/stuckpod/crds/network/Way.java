package dev.stuckpod.crds.network;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from the operator to a sidecar.
 *
 * @param operator its pod
 * @param pod of the sidecar
 * @param port of the sidecar, TCP
 */
public record Way(End operator, End pod, int port) {

  /**
   * NetworkPolicies that end a way.
   *
   * @param namespace of them
   * @param names of those that select an end and admit nothing
   * @param says what they do, a sentence
   * @param remedy what to do, a sentence
   */
  public record Barrier(String namespace, List<String> names, String says, String remedy) {

    public Barrier {
      names = List.copyOf(names);
    }
  }

  private static final int NAMED = 3;

  /**
   * Finds what ends it. Only NetworkPolicies are looked at; what others (Cilium's, Calico's, a
   * mesh) forbid, and whether the network heeds any, is not known.
   *
   * @param ofOperator NetworkPolicies of the operator's namespace
   * @param ofPod those of the pod's
   * @return none, one or two
   */
  public List<Barrier> barriers(List<NetworkPolicy> ofOperator, List<NetworkPolicy> ofPod) {
    var found = new ArrayList<Barrier>();
    List<String> in = Admitting.IN.barring(ofPod, pod, operator, port);
    if (!in.isEmpty()) {
      found.add(
          new Barrier(
              pod.namespace(),
              in,
              Admitting.IN.admitsAnyone(ofPod, pod, operator, port)
                  ? "%s this pod and %s others from namespace %s to port %d in, but not the operator"
                      .formatted(selecting(in), lets(in), operator.namespace(), port)
                  : "%s this pod and %s nobody from namespace %s to port %d in"
                      .formatted(selecting(in), lets(in), operator.namespace(), port),
              "add %s to networkPolicy.appNamespaces of the chart, or a NetworkPolicy with ingress of TCP port %d from namespaceSelector %s: %s."
                  .formatted(pod.namespace(), port, End.NAME, operator.namespace())));
    }
    List<String> out = Admitting.OUT.barring(ofOperator, operator, pod, port);
    if (!out.isEmpty()) {
      found.add(
          new Barrier(
              operator.namespace(),
              out,
              "%s the operator in namespace %s and %s it not out to port %d of namespace %s"
                  .formatted(
                      selecting(out), operator.namespace(), lets(out), port, pod.namespace()),
              "set networkPolicy.egress.enabled of the chart, or add a NetworkPolicy with egress of TCP port %d."
                  .formatted(port)));
    }
    return found;
  }

  private static String lets(List<String> names) {
    return names.size() == 1 ? "lets" : "let";
  }

  private static String selecting(List<String> names) {
    String all = names.stream().limit(NAMED).collect(joining(", "));
    String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
    return names.size() == 1
        ? "NetworkPolicy %s selects".formatted(all)
        : "NetworkPolicies %s%s select".formatted(all, more);
  }
}
