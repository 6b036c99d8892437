package dev.stuckpod.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.cluster.Person;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.PlainPod;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of a real API server's objects, as a shell asks for them. */
@WithApiServer
class ClusterNamesIT {

  private static final String NAMESPACE = "cluster-names";

  private final KubernetesClient client;
  private final Person person;

  ClusterNamesIT(KubernetesClient server, ApiServer where, @TempDir Path folder)
      throws IOException {
    Namespaces.apply(server, NAMESPACE);
    this.client = Namespaces.client(server, NAMESPACE);
    this.person = Person.of(where, NAMESPACE, folder);
  }

  @AfterEach
  void clear() {
    person.close();
    client.pods().withGracePeriod(0).delete();
    client.resources(DumpAnalysis.class).delete();
  }

  @Test
  void analysesComeWithPodAndVerdict() {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName("hub-1").build());
    analysis.setSpec(
        new DumpAnalysisSpec("hub-7d9", null, null, null, null, null, null, null, null));
    DumpAnalysis made = client.resource(analysis).create();
    made.setStatus(
        DumpAnalysisStatusBuilder.builder().verdict("Deadlock").conditions(List.of()).build());
    client.resource(made).updateStatus();

    assertThat(person.types("__complete", "show", "h")).isZero();

    assertThat(person.sees()).isEqualTo("hub-1\thub-7d9, Deadlock\n:4\n");
  }

  @Test
  void podsNamespacesAndContextsAreNamed() {
    client.resource(PlainPod.of(NAMESPACE, "hub-7d9")).create();

    person.types("__complete", "capture", "hub");
    person.types("__complete", "list", "-n", "cluster-n");
    person.types("__complete", "list", "--context", "");
    person.types("__complete", "explain", "-n", "default", "");

    assertThat(person.sees()).isEqualTo("hub-7d9\n:4\n" + NAMESPACE + "\n:4\nproduction\n:4\n:4\n");
  }

  @Test
  void whereThereIsNoClusterThereAreNoNamesAndNoComplaint() {
    assertThat(person.types("__complete", "show", "--context", "typo", "")).isZero();

    assertThat(person.sees()).isEqualTo(":4\n");
    assertThat(person.isTold()).isEmpty();
  }
}
