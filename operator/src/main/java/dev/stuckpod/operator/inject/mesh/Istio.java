package dev.stuckpod.operator.inject.mesh;

import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.inject.facts.NamespaceFacts;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Istio with sidecars. In ambient mode there is nothing to write: what a node's proxy leaves alone
 * cannot be said port by port, and leaving a whole pod alone would take its protection away.
 */
final class Istio {

  static final String INIT = "istio-init";

  static final String INCLUDE = "traffic.sidecar.istio.io/includeInboundPorts";
  static final String EXCLUDE = "traffic.sidecar.istio.io/excludeInboundPorts";
  private static final String STATUS = "sidecar.istio.io/status";

  /** A label by now, an annotation before. */
  private static final String INJECT = "sidecar.istio.io/inject";

  private static final String REVISION = "istio.io/rev";
  private static final String NAMESPACE = "istio-injection";

  static final Set<String> MARKS = Set.of(INCLUDE, EXCLUDE, STATUS, INJECT, REVISION);

  private static final Set<String> CONTAINERS = Set.of("istio-proxy", "istio-validation", INIT);

  private static final Set<String> INCLUDE_OPTION = Set.of("-b", "--istio-inbound-ports");
  private static final Set<String> EXCLUDE_OPTION = Set.of("-d", "--istio-local-exclude-ports");

  private Istio() {}

  static Bypass bypass(Pod pod, NamespaceFacts namespace, int port) {
    if (!isMeshed(pod, namespace) || !takesAll(pod)) {
      return Bypass.NONE;
    }
    String own = Marks.annotation(pod.getMetadata(), EXCLUDE);
    Map<String, String> annotations =
        PortList.with(own == null ? "" : own, port)
            .map(list -> Map.of(EXCLUDE, list))
            .orElse(Map.of());
    Optional<Argument> excluded = Argument.of(pod, INIT, EXCLUDE_OPTION);
    List<Argument> arguments =
        excluded
            .flatMap(there -> PortList.with(there.text(), port).map(there::saying))
            .map(List::of)
            .orElse(List.of());
    return new Bypass(annotations, arguments);
  }

  private static boolean isMeshed(Pod pod, NamespaceFacts namespace) {
    if (Containers.any(pod, CONTAINERS) || Marks.annotation(pod.getMetadata(), STATUS) != null) {
      return true;
    }
    String wish = Marks.label(pod.getMetadata(), INJECT);
    if (wish == null) {
      wish = Marks.annotation(pod.getMetadata(), INJECT);
    }
    return wish == null ? asked(pod, namespace) : wish.equals("true");
  }

  private static boolean asked(Pod pod, NamespaceFacts namespace) {
    @Nullable String all = namespace.labels().get(NAMESPACE);
    return all == null
        ? namespace.labels().containsKey(REVISION)
            || Marks.label(pod.getMetadata(), REVISION) != null
        : all.equals("enabled");
  }

  /** Only then ports can be left out; else those are taken that are named, and ours is not. */
  private static boolean takesAll(Pod pod) {
    String own = Marks.annotation(pod.getMetadata(), INCLUDE);
    return (own == null || PortList.isAll(own))
        && Argument.of(pod, INIT, INCLUDE_OPTION)
            .map(Argument::text)
            .filter(list -> !PortList.isAll(list))
            .isEmpty();
  }
}
