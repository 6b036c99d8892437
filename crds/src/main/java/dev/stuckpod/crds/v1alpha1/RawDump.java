package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One part of a raw dump. Parts of a dump carry the label {@code stuckpod.dev/dump-analysis}, are
 * numbered from 0, and their data, joined in order, is one gzip stream. So are parts of a load-test
 * window's readings, which carry the label {@code stuckpod.dev/load-test-window} instead.
 */
@Group("stuckpod.dev")
@Version("v1alpha1")
@Plural("rawdumps")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(name = "Analysis", jsonPath = ".spec.dumpAnalysis")
@AdditionalPrinterColumn(name = "Window", jsonPath = ".spec.loadTestWindow")
@AdditionalPrinterColumn(
    name = "Part",
    jsonPath = ".spec.part",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Of",
    jsonPath = ".spec.parts",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class RawDump extends CustomResource<RawDumpSpec, Void> implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** Holds the name of the DumpAnalysis that a part belongs to. */
  public static final String DUMP_ANALYSIS_LABEL = "stuckpod.dev/dump-analysis";

  /** Holds the name of the LoadTestWindow whose readings a part belongs to. */
  public static final String LOAD_TEST_WINDOW_LABEL = "stuckpod.dev/load-test-window";

  /** Holds {@link RawDumpSpec#dump()}: all parts of one dump. */
  public static final String DUMP_LABEL = "stuckpod.dev/dump";
}
