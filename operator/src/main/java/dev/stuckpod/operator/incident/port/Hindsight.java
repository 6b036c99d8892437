package dev.stuckpod.operator.incident.port;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import org.jspecify.annotations.Nullable;

/** Port: what readings were before an incident. It is asked aside, and nothing waits for it. */
public interface Hindsight {

  /** Begins to ask, unless that was done; returns at once. */
  void begin(DumpAnalysis analysis);

  /**
   * What is known by now, or why it is not; null where there is nobody to ask.
   *
   * @param analysis of which it was begun
   */
  @Nullable History of(DumpAnalysis analysis);

  /** Knows nothing and says nothing. */
  Hindsight NONE =
      new Hindsight() {
        @Override
        public void begin(DumpAnalysis analysis) {}

        @Override
        public @Nullable History of(DumpAnalysis analysis) {
          return null;
        }
      };
}
