package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.cli.loadtest.k6.LoadFigures;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a load test when it is over, or given up.
 *
 * @param namespace that it was in
 * @param window as it was seen last; null where none was made
 * @param load that was run here; null where it ran elsewhere
 * @param trouble why its end was not seen, in a sentence; null where it was
 * @param pods that are known to be there, beside those that the window tells of
 * @param analyses of its incidents, by name, as far as they could be read
 * @param k6 what the load has seen; null where that is not known
 */
public record Run(
    String namespace,
    @Nullable LoadTestWindow window,
    @Nullable LoadFacts load,
    @Nullable String trouble,
    List<String> pods,
    Map<String, DumpAnalysis> analyses,
    @Nullable LoadFigures k6) {

  public Run {
    pods = List.copyOf(pods);
    analyses = Map.copyOf(analyses);
  }

  /** The window's name; empty where there is none. */
  public String name() {
    return window == null ? "" : window.getMetadata().getName();
  }
}
