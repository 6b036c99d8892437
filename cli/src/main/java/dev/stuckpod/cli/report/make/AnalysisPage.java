package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.Fact;
import dev.stuckpod.cli.report.page.Headline;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.page.Story;
import dev.stuckpod.cli.report.page.Tone;
import dev.stuckpod.cli.report.plot.Histories;
import dev.stuckpod.cli.report.plot.Plots;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.status.Sightings;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the page of a DumpAnalysis. */
public final class AnalysisPage {

  private AnalysisPage() {}

  /**
   * Makes it.
   *
   * @param evidence null where it is not explained
   * @param since when the pod stood still, RFC 3339; null where that is not known
   */
  public static ReportPage of(
      DumpAnalysis analysis,
      String namespace,
      @Nullable Evidence evidence,
      @Nullable String since,
      List<Plot> plots,
      Links links) {
    String name = analysis.getMetadata().getName();
    Story story =
        evidence == null ? null : Stories.of("dump", analysis, namespace, evidence, links);
    return new ReportPage(
        "%s: %s".formatted(name, story == null ? "no explanation" : story.headline().word()),
        story == null ? unexplained(analysis) : story.headline(),
        facts(analysis, namespace),
        List.of(),
        Events.of(analysis, since, plots),
        plots,
        List.of(),
        story == null ? List.of() : List.of(story),
        story == null ? Asking.analysis(analysis, namespace, null) : List.of());
  }

  /** Draws the readings over time that stand in it; none where it has none. */
  public static List<Plot> plots(DumpAnalysis analysis) {
    History history = history(analysis);
    return Plots.all(
        Histories.series(history), analysis.getSpec().podName(), Histories.held(history));
  }

  private static @Nullable History history(DumpAnalysis analysis) {
    return analysis.getStatus() == null ? null : analysis.getStatus().history();
  }

  private static List<Fact> facts(DumpAnalysis analysis, String namespace) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("DumpAnalysis", analysis.getMetadata().getName()));
    facts.add(new Fact("Namespace", namespace));
    DumpAnalysisSpec.Trigger trigger = analysis.getSpec().trigger();
    String why = "a person";
    if (trigger != null) {
      String opener =
          trigger.policy() != null
              ? "StuckPolicy " + trigger.policy()
              : "LoadTestWindow " + trigger.loadTestWindow();
      why = "%s, by %s".formatted(opener, trigger.rule());
    }
    facts.add(new Fact("Asked for by", why));
    String before = Sightings.said(analysis);
    if (!before.isEmpty()) {
      facts.add(new Fact("Seen before", before));
    }
    History history = history(analysis);
    if (history != null && history.message() != null) {
      facts.add(new Fact("Readings", history.message()));
    }
    return facts;
  }

  /** What its conditions say. */
  private static Headline unexplained(DumpAnalysis analysis) {
    List<Condition> conditions =
        analysis.getStatus() == null || analysis.getStatus().conditions() == null
            ? List.of()
            : analysis.getStatus().conditions();
    String said =
        conditions.stream()
            .filter(one -> !"True".equals(one.getStatus()))
            .findFirst()
            .map(one -> "%s: %s".formatted(one.getReason(), one.getMessage()))
            .orElse("It is not explained yet.");
    return new Headline("Not explained", "", said, "", Tone.UNKNOWN);
  }
}
