package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.loadtest.k6.K6File;
import dev.stuckpod.cli.loadtest.k6.LoadFigures;
import dev.stuckpod.cli.loadtest.report.LoadFacts;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.cli.loadtest.window.Windows;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings together what is told of a load test: its window, its analyses, what k6 has written. */
final class Gathering {

  private final KubernetesClient client;
  private final @Nullable Path k6Summary;
  private final Progress progress;

  Gathering(KubernetesClient client, @Nullable Path k6Summary, Progress progress) {
    this.client = client;
    this.k6Summary = k6Summary;
    this.progress = progress;
  }

  Run of(Outcome outcome) {
    var seen = new Seen(outcome.window());
    LoadFacts load = outcome.facts();
    return new Run(
        client.getNamespace(),
        outcome.window(),
        load,
        outcome.trouble(),
        outcome.pods(),
        analyses(seen),
        figures(load, seen));
  }

  private Map<String, DumpAnalysis> analyses(Seen seen) {
    var windows = new Windows(client);
    var analyses = new HashMap<String, DumpAnalysis>();
    seen.proven().stream()
        .map(WindowIncident::dumpAnalysis)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(name -> windows.analysis(name).ifPresent(found -> analyses.put(name, found)));
    return analyses;
  }

  private @Nullable LoadFigures figures(@Nullable LoadFacts load, Seen seen) {
    boolean neverRan = load != null && load.startedAt() == null;
    if (k6Summary == null || neverRan) {
      return null;
    }
    Instant freeze =
        seen.proven().stream()
            .map(WindowIncident::since)
            .map(Seen::time)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder())
            .orElse(null);
    try {
      return K6File.read(k6Summary, load == null ? null : load.startedAt(), freeze);
    } catch (IOException failed) {
      progress.line("of k6 nothing stands in the report: " + Sentence.of(failed));
      return null;
    }
  }
}
