package dev.stuckpod.operator.loadtest.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.loadtest.openmetrics.WrittenPod;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tried once, what is said of it, and what does not come in the way. */
class ReadingsKeeperTest {

  private static final LoadTestWindowStatus NEW = LoadTestWindowStatusBuilder.builder().build();
  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

  private final MockWebServer api = new MockWebServer();
  private final Random random = new Random(7);
  private final LoadTestWindow window = new LoadTestWindow();
  @TempDir private Path folder = Path.of("");
  private @Nullable KubernetesClient client;
  private int code = 201;

  @BeforeEach
  void start() throws IOException {
    window.setMetadata(
        new ObjectMetaBuilder().withName("soak").withNamespace("shop").withUid("7").build());
    api.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(code).body("{}").build();
          }
        });
    api.start();
  }

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
    api.close();
  }

  @Test
  void readingsAreKeptOnceAndSaidInTheStatus() throws IOException {
    var kept = new Kept(null);
    ReadingsKeeper keeper = keeper(64 << 20);
    keeper.look(window, kept, "hub-0-a", List.of(pod(3)));
    keeper.look(window, kept, "hub-0-a", List.of(pod(3)));
    keeper.end(window, kept, List.of(pod(3)));
    keeper.end(window, kept, List.of(pod(3)));
    await().until(() -> readings(kept).size() == 2);

    assertThat(api.getRequestCount()).isEqualTo(2);
    assertThat(readings(kept))
        .extracting(KeptReadings::dumpAnalysis)
        .containsExactlyInAnyOrder("hub-0-a", null);
    assertThat(readings(kept))
        .allSatisfy(one -> assertThat(one.name()).startsWith("soak-readings-"));
    await().until(() -> left() == 0);

    var next = new Kept(kept.in(NEW).readings());
    keeper.look(window, next, "hub-0-a", List.of(pod(3)));
    keeper.end(window, next, List.of(pod(3)));
    assertThat(api.getRequestCount()).as("another process knows it").isEqualTo(2);
    assertThat(readings(next)).hasSize(2);
  }

  @Test
  void lookAfterLookIsNotKept() throws IOException {
    var kept = new Kept(null);
    ReadingsKeeper keeper = keeper(64 << 20);
    for (int i = 0; i < 20; i++) {
      keeper.look(window, kept, "hub-0-" + i, List.of(pod(3)));
    }
    keeper.end(window, kept, List.of(pod(3)));
    await().until(() -> readings(kept).size() == Kept.MOST_LOOKS + 1);
    await().until(() -> left() == 0);
    assertThat(api.getRequestCount()).isEqualTo(Kept.MOST_LOOKS + 1);
  }

  @Test
  void aFailureLeavesNothingBehind() throws IOException {
    var kept = new Kept(null);
    code = 403;
    keeper(64 << 20).end(window, kept, List.of(pod(3)));
    assertThat(api.getRequestCount()).isEqualTo(1);
    assertThat(kept.in(NEW)).isEqualTo(NEW);
    await().until(() -> left() == 0);
  }

  @Test
  void norDoesASpoolThatIsFull() throws IOException {
    var kept = new Kept(null);
    keeper(1000).end(window, kept, List.of(pod(3)));
    assertThat(api.getRequestCount()).isZero();
    assertThat(kept.in(NEW)).isEqualTo(NEW);
    assertThat(left()).isZero();
  }

  @Test
  void wherePodsSayNothingThereIsNothingToKeep() throws IOException {
    var kept = new Kept(null);
    keeper(64 << 20).end(window, kept, List.of());
    assertThat(api.getRequestCount()).isZero();
    assertThat(left()).isZero();
  }

  /** Values of a stranger's choice, which do not compress. */
  @Test
  void noWindowTakesMoreThanItsShare() throws IOException {
    var kept = new Kept(null);
    ReadingsKeeper keeper = keeper(64 << 20);
    List<WrittenPod> pods = List.of(pod(1_500), pod(1_500));
    for (int i = 0; i < 10; i++) {
      keeper.look(window, kept, "hub-0-" + i, pods);
    }
    keeper.end(window, kept, pods);
    await().until(() -> readings(kept).size() == Kept.MOST_LOOKS + 1);

    long packed = readings(kept).stream().mapToLong(KeptReadings::bytes).sum() * 3 / 4;
    assertThat(packed).isBetween(512L << 10, 1L << 20);
  }

  private ReadingsKeeper keeper(long spool) {
    var config = new ConfigBuilder().withMasterUrl(api.url("/").toString()).build();
    config.setRequestRetryBackoffLimit(0);
    client = new KubernetesClientBuilder().withConfig(config).build();
    return new ReadingsKeeper(DumpStores.of(client), new Spool(folder, spool, Disk.REAL));
  }

  private static List<KeptReadings> readings(Kept kept) {
    List<KeptReadings> all = kept.in(NEW).readings();
    return all == null ? List.of() : all;
  }

  private long left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  private WrittenPod pod(int series) throws IOException {
    var pod = new PodSeries(new Budget(5_000, 5_000));
    for (int scrape = 0; scrape < 70; scrape++) {
      var page = new StringBuilder();
      for (int i = 0; i < series; i++) {
        page.append("m").append(i).append(' ').append(random.nextDouble()).append('\n');
      }
      pod.begin();
      Exposition.read(
          new ByteArrayInputStream(page.toString().getBytes(StandardCharsets.UTF_8)), pod);
      pod.commit(START.plusSeconds(3L * scrape), Phase.Load);
    }
    return new WrittenPod("hub-0", pod);
  }
}
