package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.operator.incident.Faults.Port;
import dev.stuckpod.operator.publish.DumpFile;
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

  private static final Failure FAILS =
      new Failure.NotKept("The dump could not be kept: exceeded quota");
  private static final Failure UNREADABLE = new Failure.Unreadable("RawDump is missing");
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
  public Stored keep(DumpAnalysis analysis, int index, DumpFile file) throws Trouble {
    return faults.call(
        Port.STORE,
        "keep the dump",
        FAILS,
        SLOW,
        () -> {
          if (full) {
            throw new Trouble(new Failure.ShelfFull("The namespace has its share"));
          }
          byte[] bytes = bytes(file);
          kept.put(name(index, bytes), bytes);
          return new Stored(name(index, bytes), bytes.length);
        });
  }

  @Override
  public InputStream open(String namespace, String dump) throws Trouble {
    return faults.call(Port.STORE, "read a kept dump", UNREADABLE, SLOW, () -> unpack(dump));
  }

  private InputStream unpack(String dump) {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(kept.get(dump)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void forget(DumpAnalysis analysis, int index, DumpFile file) {
    kept.remove(name(index, bytes(file)));
  }

  private static String name(int index, byte[] bytes) {
    return "asked-" + index + "-" + Integer.toHexString(Arrays.hashCode(bytes));
  }

  private static byte[] bytes(DumpFile file) {
    try {
      return Files.readAllBytes(file.gzip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
