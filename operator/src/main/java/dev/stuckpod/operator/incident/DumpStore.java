package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.operator.publish.DumpFile;
import java.io.InputStream;

/** Port: where dumps are kept before anybody looks at them. */
interface DumpStore {

  /**
   * A dump that is kept.
   *
   * @param name that it is found by
   * @param bytes that it takes where it is kept
   */
  record Stored(String name, long bytes) {}

  /**
   * Keeps a dump; the same one again is kept once.
   *
   * @param index which dump of the analysis this is, from 0
   */
  Stored keep(DumpAnalysis analysis, int index, DumpFile file) throws Trouble;

  /** Opens a kept dump, unpacked; fails while it is read where a part of it is missing. */
  InputStream open(String namespace, String dump) throws Trouble;

  /** Removes what was kept of a dump that nobody will refer to. */
  void forget(DumpAnalysis analysis, int index, DumpFile file);
}
