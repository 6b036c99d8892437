package dev.stuckpod.operator.analyses;

import java.util.List;
import java.util.Optional;

/** A cluster without any DumpAnalysis. */
public enum NothingKnown implements KnownAnalyses {
  INSTANCE;

  @Override
  public List<AnalysisView> in(String namespace) {
    return List.of();
  }

  @Override
  public List<AnalysisView> all() {
    return List.of();
  }

  @Override
  public Optional<AnalysisView> find(String namespace, String name) {
    return Optional.empty();
  }
}
