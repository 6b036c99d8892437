package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.dumps.DumpStoreException.Reason;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.incident.Faults.Port;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Keeps dumps in memory. */
final class FakeStore implements DumpStore {

  private static final Duration SLOW = Duration.ofSeconds(45);

  private final Faults faults;
  private final Map<String, byte[]> kept = new TreeMap<>();
  private boolean full;

  FakeStore(Faults faults) {
    this.faults = faults;
  }

  /** From now on nothing has room. */
  void fill() {
    full = true;
  }

  Set<String> names() {
    return kept.keySet();
  }

  @Override
  public Stored place(DumpAnalysis analysis, int index, PackedDump dump) {
    byte[] bytes = bytes(dump);
    return new Stored(name(index, bytes), bytes.length);
  }

  @Override
  public Stored keep(DumpAnalysis analysis, int index, PackedDump dump) throws DumpStoreException {
    return call(
        "keep the dump",
        full ? full() : new DumpStoreException(Reason.NOT_KEPT, "exceeded quota"),
        () -> {
          if (full) {
            throw new Trouble(Failure.of(full()));
          }
          Stored place = place(analysis, index, dump);
          kept.put(place.name(), bytes(dump));
          return place;
        });
  }

  private <T> T call(String operation, DumpStoreException failure, Faults.Action<T> action)
      throws DumpStoreException {
    try {
      return faults.call(Port.STORE, operation, Failure.of(failure), SLOW, action);
    } catch (Trouble e) {
      throw failure;
    }
  }

  @Override
  public InputStream open(String namespace, String dump) throws DumpStoreException {
    return call(
        "read a kept dump",
        new DumpStoreException(Reason.UNREADABLE, "RawDump is missing"),
        () -> unpack(dump));
  }

  private InputStream unpack(String dump) {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(kept.get(dump)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void forget(DumpAnalysis analysis, int index, PackedDump file) {
    kept.remove(name(index, bytes(file)));
  }

  @Override
  public void forgetAll(String namespace, String analysis) {
    kept.clear();
  }

  private static DumpStoreException full() {
    return new DumpStoreException(Reason.FULL, "The namespace has its share");
  }

  private static String name(int index, byte[] bytes) {
    return "asked-" + index + "-" + Integer.toHexString(Arrays.hashCode(bytes));
  }

  private static byte[] bytes(PackedDump file) {
    try {
      return Files.readAllBytes(file.gzip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
