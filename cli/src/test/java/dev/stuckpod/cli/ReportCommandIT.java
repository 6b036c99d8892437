package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.cli.cluster.Person;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfo.RawDumpRef;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Sha256;
import dev.stuckpod.status.Explanation;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of what a real API server keeps. */
@WithApiServer
class ReportCommandIT {

  private static final String NAMESPACE = "report-command";
  private static final Path DUMP = Path.of("../corpus/dumps/go-incident.go1.26.memory.txt");

  private final KubernetesClient client;
  private final Person person;
  private final Path page;

  ReportCommandIT(KubernetesClient server, ApiServer address, @TempDir Path folder)
      throws IOException {
    client = Namespaces.client(server, NAMESPACE);
    person = Person.of(address, NAMESPACE, folder);
    page = folder.resolve("page.html");
  }

  @BeforeEach
  void openNamespace() {
    Namespaces.apply(client, NAMESPACE);
  }

  @AfterEach
  void close() {
    person.close();
    client.resources(DumpAnalysis.class).inNamespace(NAMESPACE).delete();
    client.close();
  }

  @Test
  void readsTheDumpThatIsKept() throws Exception {
    explained("hub-1", true);

    assertThat(person.types("report", "hub-1", "-o", page.toString())).isZero();

    assertThat(person.sees()).isEqualToIgnoringNewLines(page.toString());
    assertThat(Files.readString(page))
        .contains("<h1>RWMutex (*hub)+0x10 read-held by broadcast (channels.go:61)")
        .contains("waits for; the dump or the process&#39;s memory says so")
        .contains("noticed by frozen-hub", "a dump is taken by ProcMem")
        .contains("a sibling goes on")
        .contains("kubectl get dumpanalysis hub-1 -n report-command -o yaml")
        .doesNotContain("its dumps are not there");
  }

  @Test
  void tellsWhatTheStatusListsWhereTheDumpIsGone() throws Exception {
    explained("hub-2", false);

    assertThat(person.types("report", "dumpanalysis/hub-2", "-o", page.toString())).isZero();

    assertThat(Files.readString(page))
        .contains("Only what the analysis lists is shown, its dumps are not there")
        .contains("<h2>Who waits for whom</h2>", "main.(*hub).broadcast");
  }

  @Test
  void saysThatNobodyIsCalledSo() {
    assertThat(person.types("report", "nobody", "-o", page.toString())).isOne();

    assertThat(person.isTold())
        .contains(
            "There is neither a file nor a DumpAnalysis nor a LoadTestWindow 'nobody' in namespace "
                + NAMESPACE);
  }

  private void explained(String name, boolean kept) throws Exception {
    byte[] dump = Files.readAllBytes(DUMP);
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    var sibling = new TriggerReading("sibling", "sent_total", "7", null, "a sibling goes on");
    analysis.setSpec(
        new DumpAnalysisSpec(
            "hub-7d9",
            null,
            "hub",
            null,
            new Trigger("cable", null, "frozen-hub", List.of(sibling)),
            null,
            null,
            null,
            null));
    DumpAnalysis made = client.resource(analysis).create();
    String key = kept ? store(made, dump) : name + "-0-gone";
    String digest = HexFormat.of().formatHex(Sha256.begin().digest(dump));
    var info =
        new DumpInfo(
            new RawDumpRef(key),
            CaptureMethod.ProcMem,
            "2026-11-29T14:54:32Z",
            digest,
            (long) dump.length,
            1L,
            41L,
            true,
            List.of());
    DumpAnalysisStatus status = DumpAnalysisStatusBuilder.builder().dumps(List.of(info)).build();
    made.setStatus(
        Explanation.add(
            status, Analyzer.analyze(new ByteArrayInputStream(dump)), Explanation.MOST));
    client.resource(made).updateStatus();
  }

  private String store(DumpAnalysis analysis, byte[] dump) throws IOException {
    Path gzip = page.resolveSibling("dump.gz");
    var packed =
        PackedDump.write(new ByteArrayInputStream(dump), gzip, Files.newOutputStream(gzip));
    return DumpStores.of(client).keep(analysis, 0, packed).name();
  }
}
