package dev.stuckpod.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.RawDumpSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server makes of our CRDs and of the examples. */
@WithApiServer
class CrdsIT {

  private static final Path EXAMPLES = Path.of("examples");

  private final KubernetesClient client;

  CrdsIT(KubernetesClient client) {
    this.client = client;
  }

  static List<Path> valid() throws IOException {
    return examples("valid-");
  }

  static List<Path> invalid() throws IOException {
    return examples("invalid-");
  }

  private static List<Path> examples(String start) throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(f -> f.getFileName().toString().startsWith(start)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void acceptsValidExample(Path example) throws IOException {
    var sent = read(example);
    try {
      assertThat(create(sent).getMetadata().getUid()).isNotEmpty();
    } finally {
      client.resource(sent).inNamespace("default").delete();
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesInvalidExampleWithItsSentence(Path example) throws IOException {
    String sentence = Files.readAllLines(example).getFirst().replaceFirst("^# ", "");
    assertThatThrownBy(() -> create(read(example)))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(sentence);
  }

  static List<String> readme() throws IOException {
    return Pattern.compile("(?m)^    apiVersion: stuckpod.dev/.*\n(    .*\n)+")
        .matcher(Files.readString(Repository.root().resolve("README.md")))
        .results()
        .map(block -> block.group().replace("SHOP", "default").replace("POD", "cable-0"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("readme")
  void acceptsWhatTheReadmeShows(String yaml) {
    GenericKubernetesResource shown =
        Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    try {
      assertThat(create(shown).getMetadata().getUid()).isNotEmpty();
    } finally {
      client.resource(shown).inNamespace("default").delete();
    }
  }

  @Test
  void theReadmeShowsAPolicyAndAnAnalysisByHand() throws IOException {
    assertThat(readme()).hasSize(2);
    assertThat(readme().getFirst()).contains("kind: StuckPolicy").contains("mode: Shadow");
    assertThat(readme().getLast()).contains("kind: DumpAnalysis");
  }

  @Test
  void fillsInDefaultsOfAPolicy() throws IOException {
    create(read(EXAMPLES.resolve("valid-policy-smallest.yaml")));
    var policies = client.resources(StuckPolicy.class).inNamespace("default");
    var spec = policies.withName("smallest").require().getSpec();
    assertThat(spec.hold()).isEqualTo("20s");
    assertThat(spec.mode()).hasToString("Capture");
    assertThat(spec.stuckWhen().any().getFirst().scrapeHang())
        .extracting("consecutive")
        .isEqualTo(3);
    policies.withName("smallest").delete();
  }

  @Test
  void dumpAnalysisTakesIdsLaterAndChangesNothingElse() throws IOException {
    create(read(EXAMPLES.resolve("valid-analysis-on-demand.yaml")));
    change(spec -> DumpAnalysisSpecBuilder.builder(spec).podUID("1").container("cable").build());
    List<UnaryOperator<DumpAnalysisSpec>> changes =
        List.of(
            spec -> DumpAnalysisSpecBuilder.builder(spec).podName("other").build(),
            spec -> DumpAnalysisSpecBuilder.builder(spec).podUID("2").build(),
            spec -> DumpAnalysisSpecBuilder.builder(spec).container("other").build(),
            spec -> DumpAnalysisSpecBuilder.builder(spec).allowRestart(true).build(),
            spec -> DumpAnalysisSpecBuilder.builder(spec).samples(2).build());
    assertThat(changes)
        .allSatisfy(
            change ->
                assertThatThrownBy(() -> change(change))
                    .hasMessageContaining(
                        "a DumpAnalysis says what was asked for and is not changed"));
    client.resources(DumpAnalysis.class).inNamespace("default").withName("on-demand").delete();
  }

  private void change(UnaryOperator<DumpAnalysisSpec> change) {
    client
        .resources(DumpAnalysis.class)
        .inNamespace("default")
        .withName("on-demand")
        .edit(
            analysis -> {
              analysis.setSpec(change.apply(analysis.getSpec()));
              return analysis;
            });
  }

  @Test
  void storesTheLargestRawDumpPartAndKeepsItAsItIs() {
    var part = new RawDump();
    part.getMetadata().setName("largest");
    part.setSpec(new RawDumpSpec("a", "a-1", 0, 1, "0".repeat(64), "A".repeat(768 * 1024 / 3 * 4)));
    var parts = client.resources(RawDump.class).inNamespace("default");
    parts.resource(part).create();
    assertThat(parts.withName("largest").require().getSpec().data()).hasSize(1024 * 1024);
    assertThatThrownBy(
            () ->
                parts
                    .withName("largest")
                    .edit(
                        old -> {
                          old.setSpec(new RawDumpSpec("a", "a-1", 0, 1, "0".repeat(64), "AAAA"));
                          return old;
                        }))
        .hasMessageContaining("a RawDump is what was captured and is not changed");
    parts.withName("largest").delete();
  }

  private GenericKubernetesResource create(GenericKubernetesResource resource) {
    boolean cluster = resource.getKind().equals("MetricsSource");
    String plural =
        Map.of(
                "StuckPolicy", "stuckpolicies",
                "DumpAnalysis", "dumpanalyses",
                "MetricsSource", "metricssources",
                "RawDump", "rawdumps")
            .get(resource.getKind());
    var context =
        new ResourceDefinitionContext.Builder()
            .withGroup("stuckpod.dev")
            .withVersion("v1alpha1")
            .withKind(resource.getKind())
            .withPlural(plural)
            .withNamespaced(!cluster)
            .build();
    var resources = client.genericKubernetesResources(context);
    return (cluster ? resources : resources.inNamespace("default")).resource(resource).create();
  }

  private static GenericKubernetesResource read(Path example) throws IOException {
    return Serialization.unmarshal(Files.readString(example), GenericKubernetesResource.class);
  }
}
