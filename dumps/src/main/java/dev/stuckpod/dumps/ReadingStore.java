package dev.stuckpod.dumps;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;

/**
 * Keeps what was read of the pods of a load-test window, which is no dump of any analysis, until
 * somebody forgets it.
 */
public interface ReadingStore {

  /** Tells where readings would be kept, as for a dump. */
  DumpStore.Stored place(LoadTestWindow window, PackedDump readings);

  /**
   * Keeps readings at their place, as a dump; they are opened as one.
   *
   * @param window as it is at the API server; with it go the readings
   * @throws DumpStoreException {@code FULL}, {@code NOT_KEPT} or {@code FILE}
   */
  DumpStore.Stored keep(LoadTestWindow window, PackedDump readings) throws DumpStoreException;

  /**
   * Removes all readings of a window, which is about to be deleted.
   *
   * @param window its name
   * @throws DumpStoreException {@code UNANSWERED}
   */
  void forgetReadings(String namespace, String window) throws DumpStoreException;
}
