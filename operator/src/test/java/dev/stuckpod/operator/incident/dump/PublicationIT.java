package dev.stuckpod.operator.incident.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of one incident, kept on a real API server, and what is read back from them. */
@WithApiServer
class PublicationIT {

  private static final String DUMP =
      """
      goroutine 1 [chan receive]:
      main.main()
      \t/src/main.go:12 +0x5c

      goroutine 7 [sync.Mutex.Lock]:
      sync.runtime_SemacquireMutex(0xc000012034, 0x0, 0x1)
      \t/go/src/runtime/sema.go:95 +0x25
      main.work(0xc000012030)
      \t/src/main.go:20 +0x3a
      """;

  private final KubernetesClient client;
  private final DumpStore store;
  private final Publication publication;

  @TempDir private Path spool;

  PublicationIT(KubernetesClient client) {
    this.client = client;
    this.store = DumpStores.of(client);
    this.publication = new Publication(store, new AtHand());
  }

  @Test
  void twoDumpsAreReadAsASeriesAndOneAloneWhereTheOtherIsNone() throws Exception {
    Namespaces.create(client, "series");
    DumpAnalysis analysis = analysis("series", "asked");

    DumpInfo first = keep(analysis, 0, DUMP);
    DumpInfo second = keep(analysis, 1, DUMP);
    DumpInfo broken = keep(analysis, 2, "the pod went away");
    assertThat(broken.complete()).isFalse();

    Analysis both = publication.explain("series", List.of(first, second));
    Analysis alone = publication.explain("series", List.of(first, broken));

    assertThat(both.series()).isNotNull();
    assertThat(both.summary().routines()).isEqualTo(2);
    assertThat(alone.series()).isNull();
    assertThat(alone.summary().routines()).isEqualTo(2);
  }

  @Test
  void partsAreOwnedByTheirAnalysisAndKeptOnceHoweverOftenTheyAreKept() throws Exception {
    Namespaces.create(client, "owned");
    DumpAnalysis analysis = analysis("owned", "a".repeat(253));

    String name = store.keep(analysis, 0, file(0, DUMP)).name();
    String again = store.keep(analysis, 0, file(0, DUMP)).name();
    String other = store.keep(analysis, 0, file(0, DUMP + DUMP)).name();

    assertThat(again).isEqualTo(name);
    assertThat(other).as("another dump in its place is not mixed with it").isNotEqualTo(name);
    assertThat(client.resources(RawDump.class).inNamespace("owned").list().getItems())
        .hasSize(2)
        .allSatisfy(
            part ->
                assertThat(part.getMetadata().getOwnerReferences())
                    .singleElement()
                    .returns("DumpAnalysis", OwnerReference::getKind)
                    .returns(analysis.getMetadata().getUid(), OwnerReference::getUid));
    try (var read = store.open("owned", name)) {
      assertThat(read).hasContent(DUMP);
    }

    store.forget(analysis, 0, file(0, DUMP));
    assertThatThrownBy(() -> store.open("owned", name))
        .isInstanceOfSatisfying(
            DumpStoreException.class,
            gone -> assertThat(gone.reason()).isEqualTo(DumpStoreException.Reason.UNREADABLE));
  }

  private DumpAnalysis analysis(String namespace, String name) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    analysis.setSpec(DumpAnalysisSpecBuilder.builder().podName("hub-1").build());
    return client.resource(analysis).create();
  }

  private DumpInfo keep(DumpAnalysis analysis, int index, String text) throws Exception {
    PackedDump file = file(index, text);
    return publication
        .worth()
        .of(
            analysis.getMetadata().getNamespace(),
            store.keep(analysis, index, file).name(),
            CaptureMethod.ProcMem,
            "2026-01-01T00:00:00Z",
            file,
            List.of());
  }

  private PackedDump file(int index, String text) throws IOException {
    var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    Path path = spool.resolve(Integer.toString(index));
    return PackedDump.write(bytes, path, Files.newOutputStream(path));
  }
}
