package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.loadtest.report.Figures;
import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Report.Fate;
import dev.stuckpod.cli.loadtest.report.Report.Pod;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.Ask;
import dev.stuckpod.cli.report.page.Fact;
import dev.stuckpod.cli.report.page.Headline;
import dev.stuckpod.cli.report.page.Moment;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.page.Story;
import dev.stuckpod.cli.report.page.Table;
import dev.stuckpod.cli.report.page.Tone;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the page of a load test. */
public final class LoadTestPage {
  private static final int PODS = 200;
  private static final int STORIES = 10;

  private final Run run;
  private final Report report;

  private LoadTestPage(Run run, Report report) {
    this.run = run;
    this.report = report;
  }

  /**
   * Makes it.
   *
   * @param evidence of analyses, by their name; who has none is told of in the table
   * @param plots of readings
   */
  public static ReportPage of(
      Run run, Report report, Map<String, Evidence> evidence, List<Plot> plots, Links links) {
    var page = new LoadTestPage(run, report);
    String name = run.name().isEmpty() ? "" : " " + run.name();
    return new ReportPage(
        "Load test%s: %s".formatted(name, report.result()),
        page.headline(),
        page.facts(),
        List.of(),
        page.timeline(plots),
        plots,
        page.tables(),
        page.stories(evidence, links),
        page.again());
  }

  private Headline headline() {
    Tone tone =
        switch (report.result()) {
          case Succeeded -> Tone.GOOD;
          case Stuck -> Tone.BAD;
          case Unknown -> Tone.UNKNOWN;
        };
    return new Headline("Load test: " + report.result(), "", report.sentence(), "", tone);
  }

  /** The load's arguments may hold what is not for everybody: they are in the JSON alone. */
  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    if (run.window() != null) {
      facts.add(new Fact("Window", run.name()));
      facts.add(new Fact("Namespace", run.namespace()));
    }
    Report.Load load = report.load();
    if (load.command() != null) {
      String program = load.command().split("\\s", 2)[0];
      String exit = load.exit() == null ? "" : ", ended with " + load.exit();
      facts.add(new Fact("Load", program.substring(program.lastIndexOf('/') + 1) + exit));
    }
    time("Load begins", load.startedAt(), facts);
    time("Load ends", load.endedAt(), facts);
    return facts;
  }

  private static void time(String name, @Nullable String at, List<Fact> facts) {
    Seen.time(at)
        .ifPresent(t -> facts.add(new Fact(name, t.truncatedTo(ChronoUnit.SECONDS).toString())));
  }

  private List<Moment> timeline(List<Plot> plots) {
    List<Moment> moments = new ArrayList<>(Moments.of(run, report));
    Optional<Instant> freeze =
        report.pods().stream()
            .map(pod -> Seen.time(pod.since()))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    Progress.last(plots, freeze.orElse(null)).ifPresent(moments::add);
    return moments.stream().sorted(Comparator.comparing(Moment::at)).toList();
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    if (!report.pods().isEmpty()) {
      int more = report.pods().size() - PODS;
      tables.add(
          new Table(
              more > 0 ? "Pods, %d more are not listed".formatted(more) : "Pods",
              List.of("pod", "result", "since", "noticed by", "verdict", "cause"),
              report.pods().stream().limit(PODS).map(LoadTestPage::row).toList()));
    }
    if (report.k6() != null) {
      tables.add(
          new Table(
              "What k6 has seen",
              List.of("", "requests", "failed", "p95"),
              Figures.rows(report.k6()).stream()
                  .map(row -> List.of(row.stretch(), row.requests(), row.failed(), row.p95()))
                  .toList()));
    }
    return tables;
  }

  private static List<String> row(Pod pod) {
    String since =
        Seen.time(pod.since()).map(dev.stuckpod.cli.loadtest.report.Moment::clock).orElse("");
    boolean sure = pod.confidence() != null && !"NothingFound".equals(pod.verdict());
    String verdict = text(pod.verdict()) + (sure ? " (%s)".formatted(pod.confidence()) : "");
    return List.of(
        pod.name(), pod.result().word(), since, text(pod.noticedBy()), verdict, text(pod.cause()));
  }

  /** One for each cause; who is stuck by the same one is in the table. */
  private List<Story> stories(Map<String, Evidence> evidence, Links links) {
    List<Story> stories = new ArrayList<>();
    var told = new HashSet<String>();
    for (Pod pod : report.pods()) {
      Evidence known = pod.dumpAnalysis() == null ? null : evidence.get(pod.dumpAnalysis());
      DumpAnalysis analysis =
          pod.dumpAnalysis() == null ? null : run.analyses().get(pod.dumpAnalysis());
      if (pod.result() == Fate.STUCK
          && known != null
          && analysis != null
          && stories.size() < STORIES
          && told.add(pod.verdict() + "\n" + pod.cause())) {
        String id = "pod-" + stories.size();
        stories.add(Stories.of(id, analysis, run.namespace(), known, links));
      }
    }
    return stories;
  }

  private List<Ask> again() {
    return run.window() == null ? List.of() : Asking.window(run.name(), run.namespace());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
