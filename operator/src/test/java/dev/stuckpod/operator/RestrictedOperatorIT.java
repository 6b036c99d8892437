package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.apiserver.WithApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real API server that enforces Pod Security 'restricted'. */
@WithApiServer
class RestrictedOperatorIT {

  private static final String NAMESPACE = "restricted-operator";

  private final KubernetesClient client;

  RestrictedOperatorIT(KubernetesClient client) {
    this.client = client;
    Namespaces.apply(client, NAMESPACE, Map.of("pod-security.kubernetes.io/enforce", "restricted"));
  }

  /** Also with the user that OpenShift's restricted-v2 puts in, of its namespace's range. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 1_000_680_000})
  void admitsTheOperatorsPodWithWhateverUserItIsGiven(long user) throws IOException {
    PodTemplateSpec template =
        ChartTest.objects(
                new HelmTemplate(Repository.root().resolve("charts/stuckpod")).call(),
                Deployment.class)
            .getFirst()
            .getSpec()
            .getTemplate();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("operator")
            .endMetadata()
            .withSpec(template.getSpec())
            .build();
    if (user > 0) {
      pod.getSpec().getContainers().getFirst().getSecurityContext().setRunAsUser(user);
      pod.getSpec().getSecurityContext().setFsGroup(user);
    }

    Pod made = client.pods().inNamespace(NAMESPACE).resource(pod).dryRun().create();

    assertThat(made.getSpec().getContainers().getFirst().getSecurityContext().getRunAsUser())
        .isEqualTo(user > 0 ? user : null);
  }
}
