package dev.stuckpod.operator.incident.edge;

import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.incident.port.Before;
import java.util.Comparator;
import java.util.List;

/** Knows what a watch of the DumpAnalyses knows. */
public record KnownBefore(KnownAnalyses known) implements Before {

  @Override
  public List<String> counting(String namespace, String workload, String hash) {
    return known.in(namespace).stream()
        .filter(AnalysisView::counts)
        .filter(view -> workload.equals(view.workload()) && hash.equals(view.signature()))
        .sorted(Comparator.comparing(AnalysisView::recent).reversed())
        .map(view -> view.getMetadata().getName())
        .toList();
  }
}
