package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.cluster.PersonsKubeconfig;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.RuntimeInfo;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Summary;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a cluster's analyses, as a real API server prints them. */
@WithApiServer
class ListAndShowIT {

  private static final String NAMESPACE = "list-and-show";

  private final KubernetesClient client;
  private final ApiServer server;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");

  private @Nullable PersonsKubeconfig kubeconfig;

  ListAndShowIT(KubernetesClient client, ApiServer server) {
    this.client = client;
    this.server = server;
  }

  @BeforeEach
  void openNamespace() throws IOException {
    Namespaces.apply(client, NAMESPACE);
    kubeconfig = PersonsKubeconfig.of(server, NAMESPACE, folder);
  }

  @AfterEach
  void clear() {
    Objects.requireNonNull(kubeconfig).close();
    client.resources(DumpAnalysis.class).inNamespace(NAMESPACE).delete();
  }

  @Test
  void listsAllOfANamespaceWithTheColumnsOfKubectl() {
    explained("hub-1", "hub-7d9", Map.of("team", "chat"));
    explained("till-1", "till-5c", Map.of("team", "shop"));

    assertThat(run("list")).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .matches("NAME +POD +VERDICT +CAUSE +METHOD +CAPTURED +ANALYZED +AGE");
    assertThat(lines).anySatisfy(line -> assertThat(line).matches("hub-1 +hub-7d9 +Deadlock .*"));
    assertThat(lines).anySatisfy(line -> assertThat(line).contains("readers wait behind a writer"));
  }

  @Test
  void listsThoseWithALabelByName() {
    explained("hub-1", "hub-7d9", Map.of("team", "chat"));
    explained("till-1", "till-5c", Map.of("team", "shop"));

    assertThat(run("list", "-l", "team=shop", "-o", "name")).isZero();

    assertThat(out.toString()).isEqualToIgnoringNewLines("dumpanalysis/till-1");
  }

  @Test
  void wideHasAllColumnsAndAllNamespacesTheNamespace() {
    explained("hub-1", "hub-7d9", Map.of());

    assertThat(run("list", "-A", "-o", "wide")).isZero();

    assertThat(out.toString()).contains("NAMESPACE", "CONFIDENCE", "ROUTINES", NAMESPACE, "Strong");
  }

  @Test
  void saysWhereThereIsNone() {
    assertThat(run("list")).isZero();

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("There is no DumpAnalysis in namespace " + NAMESPACE);
  }

  @Test
  void aSelectorThatIsNoneIsRefusedInTheWordsOfTheServer() {
    assertThat(run("list", "-l", "a=b=c")).isNotZero();

    assertThat(err.toString()).contains("found '=', expected");
  }

  @Test
  void showsWhatAnalyzeWouldSay() {
    explained("hub-1", "hub-7d9", Map.of());

    assertThat(run("show", "hub-1")).isZero();

    assertThat(out.toString())
        .startsWith("hub-1: pod hub-7d9, on demand at ")
        .contains("Deadlock (Strong): readers wait behind a writer");
  }

  @Test
  void showsTheObjectToPrograms() {
    explained("hub-1", "hub-7d9", Map.of());

    assertThat(run("show", "hub-1", "-o", "json")).isZero();
    assertThat(run("show", "hub-1", "-o", "yaml")).isZero();

    assertThat(out.toString())
        .contains("\"podName\":\"hub-7d9\"", "podName: \"hub-7d9\"")
        .doesNotContain("managedFields");
  }

  @Test
  void saysThatThereIsNoSuchAnalysis() {
    assertThat(run("show", "nobody")).isNotZero();

    assertThat(err.toString())
        .contains("There is no DumpAnalysis 'nobody' in namespace " + NAMESPACE);
  }

  private void explained(String name, String pod, Map<String, String> labels) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).withLabels(labels).build());
    analysis.setSpec(new DumpAnalysisSpec(pod, null, null, null, null, null, null, null, null));
    DumpAnalysis made = client.resource(analysis).create();
    made.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .runtime(new RuntimeInfo("go", "go1.26"))
            .verdict("Deadlock")
            .confidence("Strong")
            .cause("readers wait behind a writer")
            .findings(List.of())
            .summary(new Summary(10L, 2L, 0L, Map.of()))
            .stacks(List.of())
            .build());
    client.resource(made).updateStatus();
  }

  private int run(String... words) {
    return Stuckpod.commandLine(words)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
