package dev.stuckpod.dumps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawDumpStoreTest {

  private static final int DUMPS = 6;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch three = new CountDownLatch(3);
  @TempDir private Path folder;

  @Test
  void sendsTwoDumpsAtOnceHoweverManyThereAre() throws Exception {
    try (var api = new MockWebServer();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      api.setDispatcher(new Slow());
      api.start();
      var config = new ConfigBuilder().withMasterUrl(api.url("/").toString()).build();
      try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
        var store = new RawDumpStore(client);
        var analysis = new DumpAnalysis();
        analysis.setMetadata(
            new ObjectMetaBuilder().withName("asked").withNamespace("shop").withUid("7").build());
        List<Future<DumpStore.Stored>> kept = new ArrayList<>();
        for (int i = 0; i < DUMPS; i++) {
          int index = i;
          PackedDump file = file(i);
          kept.add(threads.submit(() -> store.keep(analysis, index, file)));
        }
        for (Future<DumpStore.Stored> one : kept) {
          assertThat(one.get().name()).startsWith("asked-");
        }
      }
    }

    assertThat(most).hasValueLessThanOrEqualTo(2);
  }

  private PackedDump file(int index) throws IOException {
    Path path = folder.resolve(Integer.toString(index));
    var bytes = new ByteArrayInputStream("goroutine 1".getBytes(StandardCharsets.UTF_8));
    return PackedDump.write(bytes, path, Files.newOutputStream(path));
  }

  /** Takes what it is sent, and waits for a moment for a third, which must not come. */
  private final class Slow extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
      most.accumulateAndGet(open.incrementAndGet(), Math::max);
      three.countDown();
      if (three.await(100, TimeUnit.MILLISECONDS)) {
        most.accumulateAndGet(open.get(), Math::max);
      }
      open.decrementAndGet();
      return new MockResponse.Builder()
          .code(201)
          .body(request.getBody() == null ? "{}" : request.getBody().utf8())
          .build();
    }
  }
}
