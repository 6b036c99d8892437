package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.dumps.RawStore;
import dev.stuckpod.operator.analyses.ListedAnalyses;
import dev.stuckpod.operator.policy.HubPolicies;
import dev.stuckpod.operator.retention.BoundedStore;
import dev.stuckpod.operator.retention.Bounds;
import dev.stuckpod.operator.retention.HeldReadings.OfWindow;
import dev.stuckpod.operator.retention.OldAnalyses;
import dev.stuckpod.operator.retention.Shelf;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept at a real API server, when more is taken than it may keep. */
@WithApiServer
class ShelfIT {

  private static final int DUMP = 100_000;
  private static final int STORED = DUMP / 3 * 4;
  private static final Bounds BOUNDS = new Bounds(4L * STORED + 40_000, 7L * STORED + 40_000);

  private final KubernetesClient client;
  private final List<OfWindow> windows = new ArrayList<>();
  private RawStore store;
  private final Random random = new Random(8);
  @TempDir private Path spool;

  ShelfIT(KubernetesClient client) {
    this.client = client;
    this.store = store(BOUNDS);
  }

  private RawStore store(Bounds bounds) {
    RawStore unbounded = DumpStores.of(client);
    return new BoundedStore(
        unbounded,
        new Shelf(
            client,
            new ListedAnalyses(client),
            new OldAnalyses(client, unbounded),
            () -> List.copyOf(windows),
            bounds));
  }

  @Test
  void theOldestThatNobodyKeepsMakeRoomAndThenTheNewestIsRefused() throws Exception {
    Namespaces.create(client, "shelf-asked");
    for (int i = 0; i < 10; i++) {
      keep(analysis("shelf-asked", "asked-" + i, null));
      assertThat(stored("shelf-asked")).isLessThanOrEqualTo(BOUNDS.perNamespace());
    }
    assertThat(analyses("shelf-asked")).hasSize(4).contains("asked-9");

    Namespaces.create(client, "shelf-policy");
    policy("shelf-policy", "there");
    keep(analysis("shelf-policy", "one", "there"));
    keep(analysis("shelf-policy", "two", "there"));
    keep(analysis("shelf-policy", "three", "there"));
    assertThat(analyses("shelf-asked")).hasSize(4);

    keep(analysis("shelf-policy", "four", "there"));
    assertThat(stored("shelf-asked") + stored("shelf-policy"))
        .isLessThanOrEqualTo(BOUNDS.perCluster());
    assertThat(analyses("shelf-asked")).as("who holds as much gives way").hasSize(3);

    DumpAnalysis more = analysis("shelf-policy", "more", "there");
    assertThat(catchThrowableOfType(DumpStoreException.class, () -> keep(more)))
        .extracting(DumpStoreException::getMessage)
        .asString()
        .contains("namespace shelf-policy has no room", "storage.perNamespace", "retention.keep");
    assertThat(analyses("shelf-policy")).as("its policy keeps them").hasSize(5);
    assertThat(raw("shelf-policy")).hasSize(4);
    assertThat(analyses("shelf-asked")).as("for nobody beyond his own share").hasSize(3);
  }

  @Test
  void readingsTakeTheirPlaceAndNothingGoesForThem() throws Exception {
    Namespaces.create(client, "shelf-readings");
    store = store(new Bounds(BOUNDS.perNamespace(), 1L << 40)); // others' dumps are not its matter
    LoadTestWindow window = window("shelf-readings");
    keep(analysis("shelf-readings", "asked-0", null));
    for (int i = 0; i < 3; i++) {
      DumpStore.Stored kept = store.keep(window, file());
      windows.clear();
      windows.add(
          new OfWindow(
              "shelf-readings", "soak", window.getMetadata().getUid(), (i + 1) * kept.bytes()));
    }
    assertThat(catchThrowableOfType(DumpStoreException.class, () -> store.keep(window, file())))
        .extracting(DumpStoreException::getMessage)
        .asString()
        .contains("storage.perNamespace");
    assertThat(analyses("shelf-readings")).containsExactly("asked-0");

    keep(analysis("shelf-readings", "asked-1", null));
    assertThat(analyses("shelf-readings")).as("a newer dump").containsExactly("asked-1");
    assertThat(raw("shelf-readings"))
        .filteredOn(part -> "soak".equals(part.getSpec().loadTestWindow()))
        .hasSize(3);

    store.forgetReadings("shelf-readings", "soak");
    assertThat(raw("shelf-readings"))
        .extracting(part -> part.getSpec().dumpAnalysis())
        .containsExactly("asked-1");
    for (String one : analyses("shelf-readings")) {
      client.resources(DumpAnalysis.class).inNamespace("shelf-readings").withName(one).delete();
    }
  }

  private LoadTestWindow window(String namespace) {
    return client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: LoadTestWindow
                metadata: {name: soak, namespace: %s}
                spec: {selector: {matchLabels: {app: hub}}}
                """
                    .formatted(namespace),
                LoadTestWindow.class))
        .create();
  }

  private void keep(DumpAnalysis analysis) throws Exception {
    DumpStore.Stored kept = store.keep(analysis, 0, file());
    analysis.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .storedBytes(kept.bytes())
            .conditions(List.of(condition("Captured", "Complete"), condition("Analyzed", "NoDump")))
            .build());
    client.resource(analysis).updateStatus();
  }

  private DumpAnalysis analysis(String namespace, String name, @Nullable String policy) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    var spec = DumpAnalysisSpecBuilder.builder().podName("hub");
    if (policy != null) {
      spec.trigger(new Trigger(policy, null, "rule", null));
    }
    analysis.setSpec(spec.build());
    return client.resource(analysis).create();
  }

  /** Nothing that shrinks. */
  private PackedDump file() throws IOException {
    byte[] bytes = new byte[DUMP];
    random.nextBytes(bytes);
    Path path = Files.createTempFile(spool, "dump", ".gz");
    return PackedDump.write(new ByteArrayInputStream(bytes), path, Files.newOutputStream(path));
  }

  private void policy(String namespace, String name) {
    client
        .resource(
            HubPolicies.of(namespace, name, "stuckWhen: {any: [{name: hang, scrapeHang: {}}]}"))
        .create();
  }

  private long stored(String namespace) {
    return raw(namespace).stream().mapToLong(part -> part.getSpec().data().length()).sum();
  }

  private List<RawDump> raw(String namespace) {
    return client.resources(RawDump.class).inNamespace(namespace).list().getItems();
  }

  private List<String> analyses(String namespace) {
    return client.resources(DumpAnalysis.class).inNamespace(namespace).list().getItems().stream()
        .map(analysis -> analysis.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static Condition condition(String type, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus("Unknown")
        .withReason(reason)
        .withMessage("")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }
}
