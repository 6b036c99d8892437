package dev.stuckpod.operator.incident.port;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.opening.Opener;
import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

/** Port: DumpAnalyses and pods at the API server itself, never from a cache. */
public interface Analyses {

  /** Reads one; null when it is gone or about to go. */
  @Nullable DumpAnalysis read(String namespace, String name) throws Trouble;

  /**
   * Writes a status with the resourceVersion that was read: should somebody else have written in
   * between, that is {@link Failure.Overtaken}, and nothing has been written.
   *
   * @return what is there now
   */
  DumpAnalysis write(DumpAnalysis changed) throws Trouble;

  /**
   * Tells whether an opener has a capture of this name under way, which it writes down before it
   * makes one. Whoever may make a DumpAnalysis may write into it that another has.
   */
  boolean isOpenedBy(Opener.Standing opener, String name) throws Trouble;

  /** Reads a pod; null when there is none. */
  @Nullable Pod pod(String namespace, String name) throws Trouble;
}
