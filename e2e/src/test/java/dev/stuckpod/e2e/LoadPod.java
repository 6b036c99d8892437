package dev.stuckpod.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A pod that makes the k6 load of a script.
 *
 * @param name of the pod, and of what its script is kept in
 * @param script of e2e/load
 * @param target address and port
 * @param settings of the script, NAME=VALUE
 */
record LoadPod(String name, String script, String target, List<String> settings) {

  /** Starts it. */
  void start(KubernetesClient client, String namespace) throws IOException {
    String source = Files.readString(Project.root().resolve("e2e/load/" + script));
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToData("script.js", source)
                .build())
        .serverSideApply();
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("k6")
                .withImage("localhost/stuckpod/k6:dev")
                .withArgs(args())
                .addNewEnv()
                .withName("HOME")
                .withValue("/tmp")
                .endEnv()
                .addNewVolumeMount()
                .withName("load")
                .withMountPath("/load")
                .endVolumeMount()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(65532L)
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .endContainer()
                .addNewVolume()
                .withName("load")
                .withNewConfigMap()
                .withName(name)
                .endConfigMap()
                .endVolume()
                .endSpec()
                .build())
        .create();
  }

  private List<String> args() {
    var args = new ArrayList<>(List.of("run", "-q", "--no-usage-report", "-e", "TARGET=" + target));
    settings.forEach(setting -> args.addAll(List.of("-e", setting)));
    args.add("/load/script.js");
    return args;
  }
}
