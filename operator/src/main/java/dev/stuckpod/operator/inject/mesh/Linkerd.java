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
 * Linkerd. An annotation takes the place of what namespace and installation say, so it says that
 * too.
 */
final class Linkerd {

  static final String INIT = "linkerd-init";

  static final String SKIP = "config.linkerd.io/skip-inbound-ports";
  private static final String INJECT = "linkerd.io/inject";

  static final Set<String> MARKS = Set.of(SKIP, INJECT);

  private static final Set<String> CONTAINERS =
      Set.of("linkerd-proxy", "linkerd-network-validator", INIT);

  private static final Set<String> WISHES = Set.of("enabled", "ingress");

  /**
   * What an installation leaves alone unless it is told otherwise (proxyInit.ignoreInboundPorts).
   */
  private static final String USUAL = "4567,4568";

  private static final Set<String> SKIP_OPTION = Set.of("--inbound-ports-to-ignore");

  private Linkerd() {}

  static Bypass bypass(Pod pod, NamespaceFacts namespace, int port) {
    if (!isMeshed(pod, namespace)) {
      return Bypass.NONE;
    }
    Optional<Argument> skipped = Argument.of(pod, INIT, SKIP_OPTION);
    String there =
        first(
            Marks.annotation(pod.getMetadata(), SKIP),
            namespace.annotations().get(SKIP),
            skipped.map(Argument::text).orElse(USUAL));
    return new Bypass(
        PortList.with(there, port).map(list -> Map.of(SKIP, list)).orElse(Map.of()),
        skipped
            .flatMap(old -> PortList.with(old.text(), port).map(old::saying))
            .map(List::of)
            .orElse(List.of()));
  }

  private static String first(
      @Nullable String pod, @Nullable String namespace, String installation) {
    if (pod != null) {
      return pod;
    }
    return namespace == null ? installation : namespace;
  }

  private static boolean isMeshed(Pod pod, NamespaceFacts namespace) {
    if (Containers.any(pod, CONTAINERS)) {
      return true;
    }
    String wish = Marks.annotation(pod.getMetadata(), INJECT);
    if (wish == null) {
      wish = namespace.annotations().get(INJECT);
    }
    return wish != null && WISHES.contains(wish);
  }
}
