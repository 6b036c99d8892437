package dev.stuckpod.cli.loadtest.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Reports;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.Runs;
import dev.stuckpod.cli.report.html.PageHtml;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.source.ReportPages;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfo.RawDumpRef;
import dev.stuckpod.crds.v1alpha1.DumpInfoBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.dumps.Packing;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of dumps that a real API server has. */
@WithApiServer
class ArtifactsIT {

  private static final String NAMESPACE = "artifacts";

  private final KubernetesClient client;
  private final byte[] dump = new byte[1_500_000];

  @TempDir private Path folder = Path.of("");

  ArtifactsIT(KubernetesClient server) {
    client = Namespaces.client(server, NAMESPACE);
    new Random(7).nextBytes(dump); // does not compress: several parts
  }

  @BeforeEach
  void openNamespace() {
    Namespaces.apply(client, NAMESPACE);
  }

  @AfterEach
  void close() {
    client.resources(DumpAnalysis.class).inNamespace(NAMESPACE).delete();
    client.close();
  }

  @Test
  void allThatIsThereIsKeptAndWhatIsNotIsSaid() throws Exception {
    Path kept = folder.resolve("kept");
    DumpAnalysis analysis = analysis("cable-a-0123456789");

    List<String> failures = write(kept, analysis);

    assertThat(failures)
        .containsExactly("dumps/cable-a-0123456789-1.txt: The bytes of this dump were not kept");
    assertThat(Files.readAllBytes(kept.resolve("dumps/cable-a-0123456789-0.txt"))).isEqualTo(dump);
    assertThat(files(kept))
        .contains(
            "analyses/cable-a-0123456789.yaml",
            "dumps/cable-a-0123456789-0.txt",
            "report.html",
            "report.json",
            "report.md",
            "report.txt",
            "report.xml",
            "window.yaml");
    assertThat(
            Serialization.unmarshal(
                    Files.readString(kept.resolve("analyses/cable-a-0123456789.yaml")),
                    DumpAnalysis.class)
                .getSpec()
                .podName())
        .isEqualTo("cable-a");
  }

  /** It is what stuckpod report makes of the folder. */
  @Test
  void thePageIsAmongThem() throws Exception {
    Path kept = folder.resolve("kept");

    write(kept, analysis("cable-f-0123456789"));

    assertThat(kept.resolve("report.html"))
        .content()
        .startsWith("<!DOCTYPE html>")
        .contains("Load test: Unknown", "default-src &#39;none&#39;")
        .isEqualTo(PageHtml.of(ReportPages.ofFolder(kept, Links.OF_LIBRARIES)).text());
  }

  /** The page is made of the report that is kept. */
  @Test
  void withoutTheReportThereIsNoPageAndThatIsSaid() throws Exception {
    Path kept = folder.resolve("kept");
    Files.createDirectories(kept.resolve("report.json/in the way"));

    List<String> failures = write(kept, analysis("cable-g-0123456789"));

    assertThat(failures)
        .anyMatch(one -> one.startsWith("report.html: ") && one.contains("report.json"));
    assertThat(kept.resolve("report.txt")).isNotEmptyFile();
  }

  /** A folder is where the text of the report would be. */
  @Test
  void oneThatCannotBeWrittenKeepsNoOtherFromIt() throws Exception {
    Path kept = folder.resolve("kept");
    Files.createDirectories(kept.resolve("report.txt/in the way"));

    List<String> failures = write(kept, analysis("cable-b-0123456789"));

    assertThat(failures).hasSize(2).anyMatch(failure -> failure.startsWith("report.txt: "));
    assertThat(kept.resolve("report.json")).isNotEmptyFile();
    assertThat(kept.resolve("dumps/cable-b-0123456789-0.txt")).isNotEmptyFile();
  }

  @Test
  void soAreTheReadingsOfTheWindow() throws Exception {
    Path kept = folder.resolve("kept");
    DumpAnalysis analysis = analysis("cable-c-0123456789");
    LoadTestWindow soak = client.resource(soak()).create();
    KeptReadings looked = readings(soak, "cable-c-0123456789");
    KeptReadings end = readings(soak, null);
    var damaged = new KeptReadings(end.name(), "cable-d-0123456789", "0".repeat(64), 1);
    var lost = new KeptReadings("soak-readings-lost", "cable-e-0123456789", end.sha256(), 1);
    var elsewhere = new KeptReadings(end.name(), "../../elsewhere", end.sha256(), 1);
    soak.setStatus(
        LoadTestWindowStatusBuilder.builder()
            .readings(List.of(looked, end, damaged, lost, elsewhere))
            .build());

    List<String> failures = write(kept, analysis, soak);

    assertThat(kept.resolve("readings/cable-c-0123456789.om"))
        .hasContent("# TYPE a gauge\na 1 1.000\n# EOF\n");
    assertThat(kept.resolve("readings/end.om")).hasContent("# TYPE a gauge\na 1 1.000\n# EOF\n");
    assertThat(failures)
        .hasSize(4)
        .anyMatch(one -> one.startsWith("readings/cable-d-0123456789.om: The dump is damaged"))
        .anyMatch(
            one -> one.startsWith("readings/cable-e-0123456789.om: ") && one.contains("missing"))
        .contains("readings whose name is none");
    assertThat(files(folder)).noneMatch(file -> file.contains("elsewhere"));
    client.resource(soak).delete();
  }

  private static LoadTestWindow soak() {
    return Serialization.unmarshal(
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: LoadTestWindow
        metadata: {name: soak, namespace: %s}
        spec: {selector: {matchLabels: {app: cable}}}
        """
            .formatted(NAMESPACE),
        LoadTestWindow.class);
  }

  /** Keeps some as the operator does. */
  private KeptReadings readings(LoadTestWindow soak, @Nullable String analysis) throws Exception {
    Path gzip = folder.resolve("readings.gz");
    try (var packing = new Packing(gzip, Files.newOutputStream(gzip))) {
      packing.write("# TYPE a gauge\na 1 1.000\n# EOF\n".getBytes(StandardCharsets.UTF_8));
      PackedDump packed = packing.end();
      var stored = DumpStores.of(client).keep(soak, packed);
      return new KeptReadings(stored.name(), analysis, packed.sha256(), stored.bytes());
    }
  }

  private List<String> write(Path kept, DumpAnalysis analysis) {
    return write(kept, analysis, Runs.window("{}"));
  }

  private List<String> write(Path kept, DumpAnalysis analysis, LoadTestWindow window) {
    Run run =
        new Run(
            NAMESPACE,
            window,
            null,
            "Lost",
            List.of("cable-a"),
            Map.of(analysis.getMetadata().getName(), analysis),
            null);
    Report report = Reports.of(run);
    return Artifacts.write(kept, run, report, client);
  }

  /** One with a dump that was kept, and one that was not. */
  private DumpAnalysis analysis(String name) throws Exception {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    analysis.setSpec(
        new DumpAnalysisSpec("cable-a", null, null, null, null, null, null, null, null));
    DumpAnalysis created = client.resource(analysis).create();
    Path gzip = folder.resolve("dump.gz");
    var packed =
        PackedDump.write(new ByteArrayInputStream(dump), gzip, Files.newOutputStream(gzip));
    String stored = DumpStores.of(client).keep(created, 0, packed).name();
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(dump));
    DumpInfo first =
        DumpInfoBuilder.builder()
            .rawDumpRef(new RawDumpRef(stored))
            .method(CaptureMethod.ProcMem)
            .sha256(sha256)
            .build();
    DumpInfo second = DumpInfoBuilder.builder().method(CaptureMethod.ProcMem).build();
    created.setStatus(DumpAnalysisStatusBuilder.builder().dumps(List.of(first, second)).build());
    return client.resource(created).updateStatus();
  }

  private static List<String> files(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }
}
