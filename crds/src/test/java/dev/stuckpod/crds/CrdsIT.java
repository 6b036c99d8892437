package dev.stuckpod.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.Certainty;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.Detect;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.During;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.FailOn;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.ScrapeSpec;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpecBuilder;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.RawDumpSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.RetentionSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    assertThat(Objects.requireNonNull(spec.stuckWhen()).any().getFirst().scrapeHang())
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

  @Test
  void fillsInDefaultsOfAWindow() throws IOException {
    create(read(EXAMPLES.resolve("valid-window-smallest.yaml")));
    var windows = client.resources(LoadTestWindow.class).inNamespace("default");

    LoadTestWindowSpec spec = windows.withName("smallest-window").require().getSpec();

    assertThat(spec)
        .isEqualTo(
            LoadTestWindowSpecBuilder.builder()
                .selector(new LabelSelectorBuilder().addToMatchLabels("app", "cable").build())
                .settle("1m")
                .deadline("2h")
                .interval("3s")
                .ended(false)
                .detect(new Detect(true, true, true, true))
                .failOn(new FailOn(Certainty.Strong))
                .retention(new RetentionSpec(10, "168h"))
                .build());
    windows.withName("smallest-window").delete();
  }

  @Test
  void aWindowIsClosedOnceAndSaysForEverWhatWasWatched() throws IOException {
    create(read(EXAMPLES.resolve("valid-window-smallest.yaml")));
    assertThat(
            List.<UnaryOperator<LoadTestWindowSpecBuilder>>of(
                _ -> LoadTestWindowSpecBuilder.builder().policies(List.of("cable")),
                spec ->
                    spec.selector(
                        new LabelSelectorBuilder().addToMatchLabels("app", "till").build()),
                spec -> spec.container("other"),
                spec -> spec.during(new During("10m", null, null, null)),
                spec -> spec.settle("2m"),
                spec -> spec.interval("5s"),
                spec -> spec.detect(new Detect(true, true, true, false)),
                spec -> spec.failOn(new FailOn(Certainty.Suspected)),
                spec -> spec.scrape(new ScrapeSpec(9090, null)),
                spec -> spec.capture(new CaptureSpec(null, true, null, null))))
        .allSatisfy(
            change ->
                assertThatThrownBy(() -> changeWindow(change))
                    .hasMessageContaining("a window says what was watched and how"));

    changeWindow(spec -> spec.deadline("3h").retention(new RetentionSpec(1, "1h")));
    changeWindow(spec -> spec.ended(true));

    assertThatThrownBy(() -> changeWindow(spec -> spec.ended(false)))
        .hasMessageContaining("a window that was closed is not opened again");
    client
        .resources(LoadTestWindow.class)
        .inNamespace("default")
        .withName("smallest-window")
        .delete();
  }

  private void changeWindow(UnaryOperator<LoadTestWindowSpecBuilder> change) {
    client
        .resources(LoadTestWindow.class)
        .inNamespace("default")
        .withName("smallest-window")
        .edit(
            window -> {
              window.setSpec(
                  change.apply(LoadTestWindowSpecBuilder.builder(window.getSpec())).build());
              return window;
            });
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
    part.setSpec(
        new RawDumpSpec("a", null, "a-1", 0, 1, "0".repeat(64), "A".repeat(768 * 1024 / 3 * 4)));
    var parts = client.resources(RawDump.class).inNamespace("default");
    parts.resource(part).create();
    assertThat(parts.withName("largest").require().getSpec().data()).hasSize(1024 * 1024);
    assertThatThrownBy(
            () ->
                parts
                    .withName("largest")
                    .edit(
                        old -> {
                          old.setSpec(
                              new RawDumpSpec("a", null, "a-1", 0, 1, "0".repeat(64), "AAAA"));
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
                "LoadTestWindow", "loadtestwindows",
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
