package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.pods.PodView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Addresses that several pods have: those on their node's network, and one that was given to
 * another pod while the old one is still listed. Whose a port is there is not known but by who
 * declares it.
 */
final class Crowd {

  private final Map<String, Map<Integer, Integer>> declared = new HashMap<>();

  private Crowd() {}

  /** Finds them. */
  static Crowd of(Stream<PodView> pods) {
    Set<String> once = new HashSet<>();
    var crowd = new Crowd();
    var all = pods.filter(pod -> !pod.over() && !pod.ip().isEmpty()).toList();
    all.forEach(
        pod -> {
          if (!once.add(pod.ip())) {
            crowd.declared.put(pod.ip(), new HashMap<>());
          }
        });
    all.forEach(
        pod -> {
          Map<Integer, Integer> ports = crowd.declared.get(pod.ip());
          if (ports != null) {
            ports(pod).forEach(port -> ports.merge(port, 1, Integer::sum));
          }
        });
    return crowd;
  }

  /** Whether a port at a pod's address is the pod's and nobody else's, for all that is known. */
  boolean isOwn(PodView pod, int port) {
    Map<Integer, Integer> others = declared.get(pod.ip());
    return others == null || (ports(pod).contains(port) && others.getOrDefault(port, 0) == 1);
  }

  private static Set<Integer> ports(PodView pod) {
    Set<Integer> ports = new HashSet<>();
    pod.containers().forEach(container -> ports.addAll(container.ports()));
    return ports;
  }
}
