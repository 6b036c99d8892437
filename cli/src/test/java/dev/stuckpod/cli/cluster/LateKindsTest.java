package dev.stuckpod.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Late is not never. */
class LateKindsTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: hub}
      """;

  @BeforeAll
  static void always() {
    LateKinds.everywhere();
    LateKinds.everywhere();
  }

  @Test
  void anObjectOfAnyKindIsOfThatKind() {
    KubernetesResource read = Serialization.unmarshal(POD, KubernetesResource.class);
    KubernetesResource ofAClient =
        LateKinds.serialization().unmarshal(POD, KubernetesResource.class);

    assertThat(read).isInstanceOf(Pod.class);
    assertThat(ofAClient).isInstanceOf(Pod.class);
  }

  @Test
  void whatAKubeconfigHoldsBesideIsRead() {
    Config config =
        Serialization.unmarshal(
            """
            kind: Config
            clusters:
            - name: a
              cluster:
                server: b
                extensions: [{name: pod, extension: {apiVersion: v1, kind: Pod}}]
            """,
            Config.class);

    assertThat(config.getClusters().getFirst().getCluster().getExtensions().getFirst())
        .satisfies(extension -> assertThat(extension.getExtension()).isInstanceOf(Pod.class));
  }
}
