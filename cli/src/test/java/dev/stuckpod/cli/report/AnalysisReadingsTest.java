package dev.stuckpod.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.cli.report.html.PageHtml;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.make.AnalysisPage;
import dev.stuckpod.cli.report.make.Evidence;
import dev.stuckpod.cli.report.page.Fact;
import dev.stuckpod.cli.report.page.Moment;
import dev.stuckpod.cli.report.page.Plot;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.page.Stage;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The readings of an analysis that a policy has opened, on its page. */
class AnalysisReadingsTest {

  private static final String HISTORY =
      """
        history:
          from: '2026-01-15T11:59:00Z'
          step: 10s
          heldFrom: '2026-01-15T11:59:30Z'
          heldTo: '2026-01-15T12:00:00Z'
          lines:
          - {metric: hub_clients, pod: hub-a, values: '5000 5000 5000 5000 5000 5000 5000'}
          - {metric: hub_sent_total, pod: hub-a, values: '100 200 300 300 300 300 300'}
          - {metric: hub_sent_total, pod: hub-b, values: '100 - 300 400 500 600 700'}
      """;

  @Test
  void areSmallPlotsWithTheTimeMarkedOverWhichTheRuleHeld() throws Exception {
    ReportPage page = page(HISTORY);

    assertThat(page.plots())
        .extracting(Plot::title)
        .as("all that the decision rested on, also what stands")
        .containsExactly("hub_clients", "hub_sent_total");
    Plot sent = page.plots().getLast();
    Plot.Span held = Objects.requireNonNull(sent.window());
    assertThat(held.from()).isEqualTo("2026-01-15T11:59:30Z");
    assertThat(held.to()).isEqualTo("2026-01-15T12:00:00Z");
    assertThat(sent.lines()).extracting(Plot.Line::name).containsExactly("hub-a", "hub-b");
    assertThat(sent.lines()).extracting(Plot.Line::own).containsExactly(true, false);
    assertThat(sent.lines().getLast().points())
        .extracting(Plot.Point::at)
        .as("a value that is not there is left out")
        .doesNotContain(Instant.parse("2026-01-15T11:59:10Z"))
        .hasSize(6);
    assertThat(sent.says())
        .isEqualTo(
            "stands at 300 since 11:59:20, for 40 s; beside it, hub-b: moves to the end, 700 at"
                + " last");
  }

  @Test
  void whatWasSeenBeforeIsAFact() throws Exception {
    assertThat(page("  sameAs: hub-first\n").facts())
        .contains(
            new Fact(
                "Seen before",
                "The same was seen before: DumpAnalysis hub-first tells it in full, and how"
                    + " often."));
    assertThat(page("").facts()).extracting(Fact::name).doesNotContain("Seen before");
  }

  @Test
  void whatAnotherPodHasNotIsToldGroupByGroup() throws Exception {
    String sibling = "  sibling: {pod: hub-b, message: It has none., onlyHere: [2 x a, 1 x b]}\n";

    assertThat(page(sibling).stories().getFirst().siblings())
        .containsExactly("It has none.", "2 x a", "1 x b");
  }

  @Test
  void theTimelineTellsTheLastProgressAndSinceWhenTheRuleHolds() throws Exception {
    ReportPage page = page(HISTORY);

    assertThat(page.timeline())
        .extracting(Moment::stage)
        .startsWith(Stage.PROGRESS, Stage.FREEZE, Stage.NOTICED);
    assertThat(page.timeline())
        .extracting(Moment::text)
        .startsWith(
            "hub_sent_total moves for the last time",
            "from here on rule no-progress holds",
            "noticed by no-progress");
  }

  @Test
  void theSiblingIsNamedInWordsAndInTheDrawing() throws Exception {
    ReportPage page = page(HISTORY);

    assertThat(page.stories().getFirst().siblings())
        .containsExactly(
            "Meanwhile hub_sent_total of hub-b, of the same workload, went from 400 to 700.");
    String html = PageHtml.of(page).text();
    assertThat(html)
        .contains("beside it: hub-b", "the rule held", "class=\"other\"", "class=\"window\"");
  }

  @Test
  void whyThereAreNoneIsSaid() throws Exception {
    ReportPage page = page("  history: {message: The source had not answered.}\n");

    assertThat(page.plots()).isEmpty();
    assertThat(page.facts()).contains(new Fact("Readings", "The source had not answered."));
  }

  @Test
  void anObjectOfBeforeHasItsTableAlone() throws Exception {
    ReportPage page = page("");

    assertThat(page.plots()).isEmpty();
    assertThat(page.facts()).extracting(Fact::name).doesNotContain("Readings");
    assertThat(page.stories().getFirst().tables()).isNotEmpty();
    assertThat(page.stories().getFirst().siblings()).isEmpty();
  }

  /** Somebody has written it by hand. */
  @Test
  void timesThatAreNoneAreNoReasonToFail() throws Exception {
    String odd = HISTORY.replace("2026-01-15T11:59:00Z", "noon").replace(":30Z", "half");

    assertThat(page(odd).plots()).isEmpty();
  }

  private static ReportPage page(String status) throws Exception {
    DumpAnalysis analysis =
        Serialization.unmarshal(
            """
            apiVersion: stuckpod.dev/v1alpha1
            kind: DumpAnalysis
            metadata: {name: hub-a-0123456789, creationTimestamp: '2026-01-15T12:00:01Z'}
            spec:
              podName: hub-a
              trigger:
                policy: frozen
                rule: no-progress
                readings: [{clause: while, metric: hub_clients, value: '5000'}]
            status:
              nodeName: node
            """
                + status,
            DumpAnalysis.class);
    try (var in = Files.newInputStream(Sources.CORPUS.resolve("go-incident.go1.26.memory.txt"))) {
      Evidence evidence = Evidence.told(Analyzer.analyze(in), List.of(), List.of());
      return AnalysisPage.of(
          analysis, "shop", evidence, null, AnalysisPage.plots(analysis), Links.OF_LIBRARIES);
    }
  }
}
