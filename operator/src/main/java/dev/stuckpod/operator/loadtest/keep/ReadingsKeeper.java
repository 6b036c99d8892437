package dev.stuckpod.operator.loadtest.keep;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.dumps.Packing;
import dev.stuckpod.dumps.ReadingStore;
import dev.stuckpod.operator.loadtest.openmetrics.Extent;
import dev.stuckpod.operator.loadtest.openmetrics.OpenMetrics;
import dev.stuckpod.operator.loadtest.openmetrics.WrittenPod;
import dev.stuckpod.operator.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps readings: writes them to the spool at once, as they change in the next turn, and has them
 * stored meanwhile. Of one window at most 1 MiB, compressed.
 */
public final class ReadingsKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(ReadingsKeeper.class);

  /** Of a suspect and two others. */
  private static final Extent LOOK = new Extent(20_000, 48 << 10);

  /** Of a whole window. */
  private static final Extent END = new Extent(100_000, 512 << 10);

  /** A window waits for so long before it ends without them. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ReadingStore store;
  private final Spool spool;

  /** Keeps them in a store, on their way through a spool. */
  public ReadingsKeeper(ReadingStore store, Spool spool) {
    this.store = store;
    this.spool = spool;
  }

  /**
   * Keeps what led to a look, once.
   *
   * @param analysis that was opened
   * @param pods the suspect first
   */
  public void look(LoadTestWindow window, Kept kept, String analysis, List<WrittenPod> pods) {
    if (kept.begin(analysis)) {
      keep(window, kept, analysis, pods, LOOK);
    }
  }

  /**
   * Keeps what there is when a window ends, once, and waits until it is kept.
   *
   * @param pods those that are stuck first
   */
  public void end(LoadTestWindow window, Kept kept, List<WrittenPod> pods) {
    if (!kept.begin(null)) {
      return;
    }
    Thread storing = keep(window, kept, null, pods, END);
    try {
      if (storing != null && !storing.join(PATIENCE)) {
        tell(window, "they are not kept yet, and it does not wait any longer");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Forgets what is kept of a window, which is about to be deleted. */
  public void forget(LoadTestWindow window) {
    try {
      store.forgetReadings(window.getMetadata().getNamespace(), window.getMetadata().getName());
    } catch (DumpStoreException left) {
      // they go with it all the same, as they are owned by it
      tell(window, String.valueOf(left.getMessage()));
    }
  }

  private @Nullable Thread keep(
      LoadTestWindow window,
      Kept kept,
      @Nullable String analysis,
      List<WrittenPod> pods,
      Extent most) {
    String id = UUID.randomUUID().toString();
    try {
      PackedDump packed = pack(window.getMetadata().getNamespace(), pods, most, id);
      if (packed == null) {
        spool.forget(id);
        return null;
      }
      return Thread.ofVirtual()
          .name("readings-", 0)
          .start(() -> store(window, kept, analysis, packed, id));
    } catch (IOException | RuntimeException failed) {
      tell(window, String.valueOf(failed.getMessage()));
      spool.forget(id);
      return null;
    }
  }

  /** Null where nothing was read. */
  private @Nullable PackedDump pack(String namespace, List<WrittenPod> pods, Extent most, String id)
      throws IOException {
    Path file = spool.file(id, "readings");
    try (var packing = new Packing(file, spool.write(file))) {
      long samples = OpenMetrics.write(namespace, pods, most, packing, packing::packed);
      return samples == 0 ? null : packing.end();
    }
  }

  private void store(
      LoadTestWindow window, Kept kept, @Nullable String analysis, PackedDump packed, String id) {
    try {
      DumpStore.Stored stored = store.keep(window, packed);
      kept.done(new KeptReadings(stored.name(), analysis, packed.sha256(), stored.bytes()));
    } catch (IOException | RuntimeException failed) {
      tell(window, String.valueOf(failed.getMessage()));
    } finally {
      spool.forget(id);
    }
  }

  private static void tell(LoadTestWindow window, String why) {
    LOG.warn(
        "{}/{}: its readings: {}",
        window.getMetadata().getNamespace(),
        window.getMetadata().getName(),
        why);
  }
}
