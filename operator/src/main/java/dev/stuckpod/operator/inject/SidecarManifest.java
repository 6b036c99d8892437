package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.facts.RunAs;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Builds the sidecar's container: as little as Pod Security 'restricted' asks for, except where the
 * app itself runs as root. It declares no port, because Prometheus would take one for a target of
 * the app; whoever needs it reads {@link SidecarContainer#PORT} of the container's environment.
 */
public final class SidecarManifest {

  /** The container's name. */
  public static final String NAME = AppContainer.SIDECAR;

  /** The name of its volume, unless the pod has one of this name. */
  public static final String SPOOL = "stuckpod-spool";

  /** Variable: PEM certificates, one of which must have issued its client's. */
  public static final String CA = "STUCKPOD_CA";

  /** Variable: the pod's address, which its certificate names. */
  public static final String POD_IP = "STUCKPOD_POD_IP";

  /** Variable: how many bytes of dumps it may keep. */
  public static final String SPOOL_BYTES = "STUCKPOD_SPOOL_BYTES";

  /** A volume above its limit has the pod evicted: dumps stay well below it. */
  private static final BigDecimal FILLED = new BigDecimal("0.75");

  private SidecarManifest() {}

  static Container container(
      InjectionSettings settings,
      AppIdentity.Known app,
      int port,
      ResourceRequirements resources,
      Volume spool) {
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(settings.image())
        .withImagePullPolicy(settings.pullPolicy())
        .withRestartPolicy("Always") // among init containers: a native sidecar
        .addNewEnv()
        .withName(SidecarContainer.PORT)
        .withValue(Integer.toString(port))
        .endEnv()
        .addNewEnv()
        .withName(POD_IP)
        .withNewValueFrom()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath("status.podIP")
        .endFieldRef()
        .endValueFrom()
        .endEnv()
        .addNewEnv()
        .withName(CA)
        .withValue(settings.authorities().pem())
        .endEnv()
        .addNewEnv()
        .withName(SPOOL_BYTES)
        .withValue(spoolBytes(spool.getEmptyDir().getSizeLimit()))
        .endEnv()
        .addNewVolumeMount()
        .withName(spool.getName())
        .withMountPath("/spool")
        .endVolumeMount()
        .withResources(resources)
        .withSecurityContext(securityContext(app))
        .build();
  }

  /** Makes its volume, of a name that the pod has not. */
  static Volume spool(Pod pod, Quantity limit) {
    Set<String> taken =
        pod.getSpec().getVolumes() == null
            ? Set.of()
            : pod.getSpec().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
    String name =
        IntStream.iterate(2, number -> number + 1)
            .mapToObj(number -> SPOOL + "-" + number)
            .filter(other -> !taken.contains(other))
            .findFirst()
            .orElseThrow();
    return new VolumeBuilder()
        .withName(taken.contains(SPOOL) ? name : SPOOL)
        .withNewEmptyDir()
        .withSizeLimit(limit)
        .endEmptyDir()
        .build();
  }

  private static String spoolBytes(Quantity limit) {
    return Quantity.getAmountInBytes(limit)
        .multiply(FILLED)
        .setScale(0, RoundingMode.DOWN)
        .toPlainString();
  }

  private static SecurityContext securityContext(AppIdentity.Known app) {
    RunAs runAs = app.runAs();
    var context =
        new SecurityContextBuilder()
            .withAllowPrivilegeEscalation(false)
            .withPrivileged(false)
            .withReadOnlyRootFilesystem(true)
            .withRunAsNonRoot(!runAs.root())
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile();
    if (runAs.root()) {
      // /proc/P/exe opens only to a superset of the app's capabilities: exactly those it asks for
      context.withCapabilities(app.capabilities());
    } else {
      context.withNewCapabilities().withDrop("ALL").endCapabilities();
    }
    if (runAs.uid() != null) { // a group without a user is refused by the runtime
      context.withRunAsUser(runAs.uid()).withRunAsGroup(runAs.gid());
    }
    return context.build();
  }
}
