package dev.stuckpod.dumps;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import java.io.InputStream;

/** Keeps dumps of analyses, as they were taken, until somebody reads or forgets them. */
public interface DumpStore {

  /**
   * Where a dump is kept.
   *
   * @param name that it is found by, within its namespace; {@code status.dumps[].rawDumpRef.name},
   *     of readings {@code status.readings[].name}
   * @param bytes that it takes at the API server
   */
  record Stored(String name, long bytes) {}

  /**
   * Tells where a dump would be kept; asks nobody. The same bytes have always the same place, and
   * others have another one.
   *
   * @param index which dump of the analysis this is, from 0
   */
  Stored place(DumpAnalysis analysis, int index, PackedDump dump);

  /**
   * Keeps a dump at its place; the same one again is kept once. When this returns it is kept whole;
   * what a failure leaves of it is gone on with, or forgotten.
   *
   * @param analysis as it is at the API server; with it goes the dump
   * @param index which dump of the analysis this is, from 0
   * @throws DumpStoreException {@code FULL}, {@code NOT_KEPT}, or {@code FILE} where the packed
   *     dump itself cannot be read
   */
  Stored keep(DumpAnalysis analysis, int index, PackedDump dump) throws DumpStoreException;

  /**
   * Opens a kept dump, unpacked.
   *
   * @param name where it is kept
   * @return reading it fails with a {@link DumpStoreException} where the store does not answer, and
   *     with another {@link java.io.IOException} where a part is missing or damaged
   * @throws DumpStoreException {@code UNREADABLE} or {@code UNANSWERED}
   */
  InputStream open(String namespace, String name) throws DumpStoreException;

  /**
   * Removes whatever is kept of a dump that nobody refers to.
   *
   * @throws DumpStoreException {@code UNANSWERED}; it is left until its analysis is deleted
   */
  void forget(DumpAnalysis analysis, int index, PackedDump dump) throws DumpStoreException;

  /**
   * Removes all dumps of an analysis, which is about to be deleted.
   *
   * @param analysis its name
   * @throws DumpStoreException {@code UNANSWERED}
   */
  void forgetAll(String namespace, String analysis) throws DumpStoreException;
}
