package dev.stuckpod.cli.report.source;

import dev.stuckpod.cli.cluster.WholeDump;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Reports;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.make.AnalysisPage;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.plot.OpenMetricsText;
import dev.stuckpod.cli.report.plot.Plots;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects of a cluster: DumpAnalyses and LoadTestWindows. */
final class ClusterSource {
  private final KubernetesClient client;
  private final Links links;

  ClusterSource(KubernetesClient client, Links links) {
    this.client = client;
    this.links = links;
  }

  /** Makes the page of an analysis, or else of a window of that name. */
  ReportPage any(String name) throws CommandException {
    DumpAnalysis analysis = client.resources(DumpAnalysis.class).withName(name).get();
    if (analysis != null) {
      return of(analysis);
    }
    LoadTestWindow window = client.resources(LoadTestWindow.class).withName(name).get();
    if (window != null) {
      return of(window);
    }
    throw new CommandException(
        "There is neither a file nor a DumpAnalysis nor a LoadTestWindow '%s' in namespace %s"
            .formatted(name, client.getNamespace()));
  }

  ReportPage analysis(String name) throws CommandException {
    return of(WholeDump.analysis(client, name));
  }

  ReportPage window(String name) throws CommandException {
    LoadTestWindow window = client.resources(LoadTestWindow.class).withName(name).get();
    if (window == null) {
      throw new CommandException(
          "There is no LoadTestWindow '%s' in namespace %s".formatted(name, client.getNamespace()));
    }
    return of(window);
  }

  /** Makes the page of a run that the gate has just seen. */
  ReportPage of(Run run, Report report) {
    return LoadTestSource.page(run, report, this::dump, readings(run.window(), null), links);
  }

  private ReportPage of(LoadTestWindow window) {
    var seen = new Seen(window);
    Map<String, DumpAnalysis> analyses = new HashMap<>();
    seen.proven().stream()
        .map(WindowIncident::dumpAnalysis)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(
            name -> {
              DumpAnalysis one = client.resources(DumpAnalysis.class).withName(name).get();
              if (one != null) {
                analyses.put(name, one);
              }
            });
    Run run = new Run(client.getNamespace(), window, null, null, List.of(), analyses, null);
    return of(run, Reports.of(run));
  }

  private ReportPage of(DumpAnalysis analysis) {
    String name = analysis.getMetadata().getName();
    LoadTestWindow window = opener(analysis);
    Optional<WindowIncident> incident =
        new Seen(window)
            .proven().stream().filter(one -> name.equals(one.dumpAnalysis())).findFirst();
    String since = incident.map(WindowIncident::since).orElse(null);
    List<Plot> plots =
        window == null
            ? AnalysisPage.plots(analysis)
            : Plots.of(
                OpenMetricsText.read(readings(window, name)),
                Set.of(analysis.getSpec().podName()),
                LoadTestSource.metrics(analysis).collect(Collectors.toSet()),
                LoadTestSource.span(Seen.time(since).orElse(null), Stream.of(analysis)));
    return AnalysisPage.of(
        analysis,
        client.getNamespace(),
        KeptDumps.of(analysis, this::dump).orElse(null),
        since,
        plots,
        links);
  }

  private @Nullable LoadTestWindow opener(DumpAnalysis analysis) {
    var trigger = analysis.getSpec().trigger();
    if (trigger == null || trigger.loadTestWindow() == null) {
      return null;
    }
    try {
      return client.resources(LoadTestWindow.class).withName(trigger.loadTestWindow()).get();
    } catch (KubernetesClientException mayNotBeRead) {
      return null;
    }
  }

  private void dump(DumpAnalysis analysis, int sample, OutputStream out)
      throws CommandException, IOException {
    DumpInfo dump = WholeDump.of(analysis).get(sample);
    WholeDump.write(dump, client, out);
  }

  /** What was kept for one analysis, or for all; what cannot be had is not drawn. */
  private List<String> readings(@Nullable LoadTestWindow window, @Nullable String analysis) {
    List<String> texts = new ArrayList<>();
    if (window == null || window.getStatus() == null || window.getStatus().readings() == null) {
      return texts;
    }
    for (KeptReadings kept : window.getStatus().readings()) {
      if (analysis == null || analysis.equals(kept.dumpAnalysis())) {
        var bytes = new ByteArrayOutputStream();
        try {
          WholeDump.write(kept, client, bytes);
          texts.add(bytes.toString(StandardCharsets.UTF_8));
        } catch (CommandException | IOException | KubernetesClientException gone) {
          // the page is of use without them
        }
      }
    }
    return texts;
  }
}
