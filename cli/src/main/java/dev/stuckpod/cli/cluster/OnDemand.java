package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.v1alpha1.AnalysisName;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dump of a pod that is asked for now.
 *
 * @param pod its name
 * @param container the app's; null: the only one, or the pod's default
 * @param methods that may be used; null: all
 * @param allowRestart whether one may be used that ends the process; null: no
 */
public record OnDemand(
    String pod,
    @Nullable String container,
    @Nullable List<CaptureMethod> methods,
    @Nullable Boolean allowRestart) {

  private static final int RANDOM_BYTES = 5;

  /**
   * Asks for it in the client's namespace.
   *
   * @throws CommandException if there is no such pod
   */
  public DumpAnalysis create(KubernetesClient client) throws CommandException {
    if (client.pods().withName(pod).get() == null) {
      throw new CommandException(
          "There is no pod '" + pod + "' in namespace " + client.getNamespace());
    }
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder()
            .withName(AnalysisName.of(pod, suffix()))
            .withNamespace(client.getNamespace())
            .build());
    analysis.setSpec(
        new DumpAnalysisSpec(pod, null, container, null, null, methods, allowRestart, null, null));
    return client.resource(analysis).create();
  }

  private static String suffix() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
