package dev.stuckpod.operator.incident.again;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import java.util.function.UnaryOperator;

/**
 * What is known of an incident's fault from earlier ones. Until it is closed no other incident of
 * the same fault is recognised: so its status is written before.
 *
 * @param noted gives its status with that
 * @param isRepeat whether another DumpAnalysis tells the fault in full
 * @param said of it, in sentences; empty where there is nothing to say
 * @param release lets the next one come
 */
public record Recognised(
    UnaryOperator<DumpAnalysisStatus> noted, boolean isRepeat, String said, Runnable release)
    implements AutoCloseable {

  @Override
  public void close() {
    release.run();
  }
}
