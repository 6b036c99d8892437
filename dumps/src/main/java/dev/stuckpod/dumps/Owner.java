package dev.stuckpod.dumps;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.RawDumpSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** What RawDump parts are of, and are deleted with. */
sealed interface Owner {

  /** An analysis, of whose dump they are. */
  record Analysis(DumpAnalysis object) implements Owner {}

  /** A window, of whose readings they are. */
  record Window(LoadTestWindow object) implements Owner {}

  HasMetadata object();

  /** The label that holds its name. */
  default String label() {
    return switch (this) {
      case Analysis _ -> RawDump.DUMP_ANALYSIS_LABEL;
      case Window _ -> RawDump.LOAD_TEST_WINDOW_LABEL;
    };
  }

  /** Describes a part. */
  default RawDumpSpec part(String dump, int part, int parts, String sha256, String data) {
    String name = object().getMetadata().getName();
    return switch (this) {
      case Analysis _ -> new RawDumpSpec(name, null, dump, part, parts, sha256, data);
      case Window _ -> new RawDumpSpec(null, name, dump, part, parts, sha256, data);
    };
  }
}
