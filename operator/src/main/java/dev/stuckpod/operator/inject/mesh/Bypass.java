package dev.stuckpod.operator.inject.mesh;

import dev.stuckpod.operator.inject.facts.NamespaceFacts;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is written at a pod of a mesh, so that its proxy leaves the sidecar's port alone.
 *
 * @param annotations as the mesh documents them, with what the pod's own say
 * @param arguments of the mesh's init container, in place of those that it has: a mesh that was at
 *     the pod before us reads no annotation any more
 */
public record Bypass(Map<String, String> annotations, List<Argument> arguments) {

  /** Of a pod that is in no mesh, or in one that leaves the port alone. */
  public static final Bypass NONE = new Bypass(Map.of(), List.of());

  public Bypass {
    annotations = Map.copyOf(annotations);
    arguments = List.copyOf(arguments);
  }

  /**
   * Labels and annotations of a pod that say whether it is in a mesh, and what that leaves alone.
   */
  public static boolean reads(String key) {
    return Istio.MARKS.contains(key) || Linkerd.MARKS.contains(key);
  }

  /** Init containers whose arguments are read. */
  public static final Set<String> INIT = Set.of(Istio.INIT, Linkerd.INIT);

  /** Annotations of a namespace that are read. */
  public static final Set<String> OF_NAMESPACES = Linkerd.MARKS;

  /**
   * Says what is to be written.
   *
   * @param pod as it was sent, by now perhaps with a mesh's proxy
   * @param namespace may ask a mesh for one that comes later
   * @param port of the sidecar
   */
  public static Bypass of(Pod pod, NamespaceFacts namespace, int port) {
    Bypass istio = Istio.bypass(pod, namespace, port);
    Bypass linkerd = Linkerd.bypass(pod, namespace, port);
    var annotations = new TreeMap<>(istio.annotations());
    annotations.putAll(linkerd.annotations());
    return new Bypass(
        annotations,
        Stream.concat(istio.arguments().stream(), linkerd.arguments().stream()).toList());
  }
}
