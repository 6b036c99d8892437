package dev.stuckpod.operator.incident.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfo.RawDumpRef;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.protocol.CaptureMethod;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PublicationTest {

  private static final String DUMP =
      """
      goroutine 1 [running]:
      main.main()
      \t/src/main.go:7 +0x1d
      """;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch met = new CountDownLatch(4);

  @Test
  void explainsOneAfterTheOther() throws Exception {
    var publication = new Publication(new Kept(), new AtHand());
    var analyses = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        analyses.add(threads.submit(() -> publication.explain("shop", List.of(dump()))));
      }
      for (Future<?> analysis : analyses) {
        analysis.get();
      }
    }

    assertThat(most).hasValue(1);
  }

  private static DumpInfo dump() {
    return new DumpInfo(
        new RawDumpRef("kept"), CaptureMethod.ProcMem, "", "", 1L, 1L, 1L, true, List.of());
  }

  /** Keeps one dump, and sees how many read it. */
  private final class Kept implements DumpStore {

    @Override
    public InputStream open(String namespace, String dump) {
      most.accumulateAndGet(open.incrementAndGet(), Math::max);
      meetAnother();
      return new FilterInputStream(
          new ByteArrayInputStream(DUMP.getBytes(StandardCharsets.UTF_8))) {
        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }

    /** Waits for a moment for somebody else, who must not come. */
    private void meetAnother() {
      met.countDown();
      try {
        if (met.await(50, TimeUnit.MILLISECONDS)) {
          most.accumulateAndGet(open.get(), Math::max);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Stored place(DumpAnalysis analysis, int index, PackedDump file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Stored keep(DumpAnalysis analysis, int index, PackedDump file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forget(DumpAnalysis analysis, int index, PackedDump file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forgetAll(String namespace, String analysis) {
      throw new UnsupportedOperationException();
    }
  }
}
