package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.inject.facts.NamespaceFacts;
import dev.stuckpod.operator.inject.facts.RunAs;
import dev.stuckpod.operator.inject.fit.Fit;
import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import dev.stuckpod.operator.inject.fit.Objection;
import dev.stuckpod.operator.inject.hook.Hook;
import dev.stuckpod.operator.inject.mesh.Bypass;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a pod that is about to be created gets a sidecar. */
public sealed interface InjectionDecision {

  /**
   * It does.
   *
   * @param sidecar goes behind the init containers that are there
   * @param spool its volume
   * @param whole what the pod states as a whole, with the sidecar; null where it states nothing
   * @param authorities names whom the sidecar trusts
   * @param bypass what a mesh is told of the sidecar's port
   * @param hook by which the kubelet asks the sidecar to look before the app's end
   */
  record Inject(
      Container sidecar,
      Volume spool,
      @Nullable ResourceRequirements whole,
      String authorities,
      Bypass bypass,
      Hook hook)
      implements InjectionDecision {}

  /**
   * It does not.
   *
   * @param message says what to do, where something can be done
   */
  record Skip(SkipReason reason, String message) implements InjectionDecision {}

  /**
   * Decides.
   *
   * @param pod as it was sent
   * @param namespace where it is created
   * @param limits what the namespace allows its pods; asked for only where it matters
   * @param coming how many more pods like it need room; empty if that is not known
   * @param reported user and group that sidecars have seen, by image
   */
  static InjectionDecision of(
      Pod pod,
      NamespaceFacts namespace,
      Supplier<NamespaceLimits> limits,
      Supplier<OptionalLong> coming,
      InjectionSettings settings,
      Function<String, RunAs> reported) {
    Skip unwanted = unwanted(pod, namespace);
    if (unwanted != null) {
      return unwanted;
    }
    Skip impossible = impossible(pod);
    if (impossible != null) {
      return impossible;
    }
    return switch (AppIdentity.of(pod, reported)) {
      case AppIdentity.Unclear(SkipReason reason, String message) -> new Skip(reason, message);
      case AppIdentity.Known app -> {
        Skip refused = app.runAs().root() ? rootApp(app, namespace, settings) : null;
        yield refused != null ? refused : inject(pod, namespace, app, limits, coming, settings);
      }
    };
  }

  private static InjectionDecision inject(
      Pod pod,
      NamespaceFacts namespace,
      AppIdentity.Known app,
      Supplier<NamespaceLimits> limits,
      Supplier<OptionalLong> coming,
      InjectionSettings settings) {
    return switch (PortChoice.of(pod, settings.port())) {
      case PortChoice.None(SkipReason reason, String message) -> new Skip(reason, message);
      case PortChoice.Port(int port) ->
          switch (limits.get()) {
            case NamespaceLimits.Unread(String message) -> Skips.limitsUnread(message);
            case NamespaceLimits.Known known ->
                switch (Fit.of(pod, known, settings.needs(), coming)) {
                  case Fit.Fits fits -> {
                    Volume spool = SidecarManifest.spool(pod, fits.spool());
                    yield new Inject(
                        SidecarManifest.container(settings, app, port, fits.resources(), spool),
                        spool,
                        fits.whole(),
                        settings.authorities().id(),
                        Bypass.of(pod, namespace, port),
                        Hook.of(
                            pod, app.container(), port, fits.cores(), settings.beforeTheKill()));
                  }
                  case Fit.TooLarge(Objection objection) -> Skips.tooLarge(objection);
                  case Fit.RefusedAnyway(Objection objection) -> Skips.refusedAnyway(objection);
                };
          };
    };
  }

  private static @Nullable Skip unwanted(Pod pod, NamespaceFacts namespace) {
    PodSpec spec = pod.getSpec();
    if (Stream.of(spec.getInitContainers(), spec.getContainers())
        .flatMap(InjectionDecision::list)
        .anyMatch(container -> SidecarManifest.NAME.equals(container.getName()))) {
      return new Skip(SkipReason.AlreadyInjected, "The pod has its sidecar");
    }
    String label = Marks.label(pod.getMetadata(), Marks.INJECT);
    if ("false".equals(label)) {
      return new Skip(
          SkipReason.OptedOut,
          "The pod's label %s: \"false\" keeps the sidecar away".formatted(Marks.INJECT));
    }
    if (!"true".equals(label) && !namespace.optedIn()) {
      return new Skip(
          SkipReason.NotOptedIn,
          "Neither pod nor namespace has the label %s: \"true\"".formatted(Marks.INJECT));
    }
    if (Marks.annotation(pod.getMetadata(), "kubernetes.io/config.mirror") != null) {
      return new Skip(SkipReason.MirrorPod, "A static pod runs before the API server knows of it");
    }
    return null;
  }

  private static @Nullable Skip impossible(Pod pod) {
    PodSpec spec = pod.getSpec();
    if (Boolean.TRUE.equals(spec.getHostPID())) {
      return new Skip(
          SkipReason.HostPid,
          "The pod uses hostPID, which excludes the shared process namespace that the sidecar"
              + " needs: remove hostPID, or take dumps of this app on its node");
    }
    if (Boolean.TRUE.equals(spec.getHostNetwork())) {
      return new Skip(
          SkipReason.HostNetwork,
          "The pod uses hostNetwork, where the sidecar's port would be open on the node, and two"
              + " such pods on one node would want the same: remove hostNetwork to get a sidecar");
    }
    if (windows(spec)) {
      return new Skip(SkipReason.Windows, "The pod runs on Windows, for which there is no sidecar");
    }
    if (Boolean.FALSE.equals(spec.getShareProcessNamespace())) {
      return new Skip(
          SkipReason.ProcessNamespaceNotShared,
          "The pod says shareProcessNamespace: false, and the sidecar must see the app's process:"
              + " remove that line to get a sidecar");
    }
    return Crowd.objection(pod).orElse(null);
  }

  private static boolean windows(PodSpec spec) {
    Map<String, String> selector = spec.getNodeSelector();
    return (spec.getOs() != null && "windows".equals(spec.getOs().getName()))
        || (selector != null && "windows".equals(selector.get("kubernetes.io/os")));
  }

  private static @Nullable Skip rootApp(
      AppIdentity.Known app, NamespaceFacts namespace, InjectionSettings settings) {
    String start =
        "Container %s runs as root, and so would its sidecar: ".formatted(app.container());
    if (app.privileged()) {
      return new Skip(
          SkipReason.RootApp,
          start + "a privileged one is never made; run the app as another user");
    }
    if (!settings.rootApps()) {
      return new Skip(
          SkipReason.RootApp,
          start
              + "run the app as another user, or install Stuckpod with --set"
              + " injection.rootApps=true");
    }
    if (!namespace.allowsRoot()) {
      return new Skip(
          SkipReason.RootApp,
          start
              + "Pod Security 'restricted' of namespace %s forbids it; run the app as another user"
                  .formatted(namespace.name()));
    }
    return null;
  }

  private static <T> Stream<T> list(@Nullable List<T> list) {
    return list == null ? Stream.empty() : list.stream();
  }
}
