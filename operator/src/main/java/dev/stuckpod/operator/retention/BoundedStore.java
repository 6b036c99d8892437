package dev.stuckpod.operator.retention;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.dumps.DumpStoreException.Reason;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.dumps.RawStore;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/** A store that keeps only what its shelf has room for. */
public final class BoundedStore implements RawStore {

  private final RawStore store;
  private final Shelf shelf;

  /** Keeps in a store, and asks a shelf before. */
  public BoundedStore(RawStore store, Shelf shelf) {
    this.store = store;
    this.shelf = shelf;
  }

  @Override
  public Stored place(DumpAnalysis analysis, int index, PackedDump dump) {
    return store.place(analysis, index, dump);
  }

  @Override
  public Stored keep(DumpAnalysis analysis, int index, PackedDump dump) throws DumpStoreException {
    Stored place = store.place(analysis, index, dump);
    Optional<String> full = makeRoom(analysis, place);
    if (full.isPresent()) {
      throw new DumpStoreException(Reason.FULL, full.get());
    }
    return store.keep(analysis, index, dump);
  }

  private Optional<String> makeRoom(DumpAnalysis analysis, Stored place) throws DumpStoreException {
    try {
      return shelf.makeRoom(analysis, place.name(), place.bytes());
    } catch (KubernetesClientException e) {
      throw new DumpStoreException(Reason.NOT_KEPT, e);
    } catch (UncheckedIOException e) {
      throw new DumpStoreException(Reason.NOT_KEPT, Objects.requireNonNull(e.getCause()));
    }
  }

  @Override
  public InputStream open(String namespace, String name) throws DumpStoreException {
    return store.open(namespace, name);
  }

  @Override
  public void forget(DumpAnalysis analysis, int index, PackedDump dump) throws DumpStoreException {
    shelf.release(store.place(analysis, index, dump).name());
    store.forget(analysis, index, dump);
  }

  @Override
  public void forgetAll(String namespace, String analysis) throws DumpStoreException {
    store.forgetAll(namespace, analysis);
  }

  @Override
  public Stored place(LoadTestWindow window, PackedDump readings) {
    return store.place(window, readings);
  }

  @Override
  public Stored keep(LoadTestWindow window, PackedDump readings) throws DumpStoreException {
    Stored place = store.place(window, readings);
    if (!hasRoom(window, place)) {
      throw new DumpStoreException(
          Reason.FULL,
          "The storage.perNamespace or storage.perCluster of the chart have no room for them.");
    }
    return store.keep(window, readings);
  }

  private boolean hasRoom(LoadTestWindow window, Stored place) throws DumpStoreException {
    try {
      return shelf.hasRoom(window, place.name(), place.bytes());
    } catch (KubernetesClientException e) {
      throw new DumpStoreException(Reason.NOT_KEPT, e);
    }
  }

  @Override
  public void forgetReadings(String namespace, String window) throws DumpStoreException {
    store.forgetReadings(namespace, window);
  }
}
