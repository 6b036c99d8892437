package dev.stuckpod.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.HistoryLine;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.status.ValueText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings over time at a terminal. */
class HistoryTextTest {

  @ParameterizedTest
  @CsvSource({
    "'1 2 3 4 5 6 7 8', 4, ▁▂▃▄|▅▆▇█",
    "'5 5 5', 1, ▅|▅▅",
    "'0 - 7', -1, ▁ █",
    "'- -', 1, ' | '",
    "'1', 0, |▅",
  })
  void aBarForEachValueAndAMarkWhereTheRuleBeganToHold(String values, int mark, String bars) {
    assertThat(HistoryText.bars(ValueText.read(values), mark)).isEqualTo(bars);
  }

  @Test
  void thePodsLineAndBesideItThatOfItsSibling() {
    var history =
        new History(
            "2026-01-15T11:59:56Z",
            "2s",
            "2026-01-15T12:00:00Z",
            "2026-01-15T12:00:04Z",
            List.of(
                new HistoryLine("hub_sent_total", "hub-a", "100 200 300 300 300"),
                new HistoryLine("hub_sent_total", "hub-b", "100 200 300 400 0.125"),
                new HistoryLine("\u001b[31mred\nline", "hub-a", "x")),
            "For 1 more lines there was no room.");

    List<String> lines = HistoryText.of(analysis(history));

    assertThat(lines)
        .containsExactly(
            "Readings from 11:59:56 to 12:00:04, a bar every 2s; | is where the rule began to hold",
            "  ▁▅|███  hub_sent_total  300",
            "  ▃▄|▆█▁    beside it, hub-b  0.125",
            lines.get(3),
            "For 1 more lines there was no room.");
    assertThat(lines.get(3)).doesNotContain("\u001b", "\n").endsWith("none at last");
  }

  @Test
  void withoutThemNothingIsSaid() {
    assertThat(HistoryText.of(analysis(null))).isEmpty();
  }

  @Test
  void whyThereAreNoneIsSaid() {
    var nothing = new History(null, null, null, null, null, "It had not answered.");

    assertThat(HistoryText.of(analysis(nothing))).containsExactly("It had not answered.");
  }

  /** An object that somebody has written by hand. */
  @Test
  void timesThatAreNoneAreNoReasonToFail() {
    var odd =
        new History("noon", "0s", null, null, List.of(new HistoryLine("m", "hub-a", "1 2")), null);

    assertThat(HistoryText.of(analysis(odd)))
        .containsExactly(
            "Readings from noon to ?, a bar every 0s; | is where the rule began to hold",
            "  ▁█  m  2");
  }

  private static DumpAnalysis analysis(@Nullable History history) {
    var analysis = new DumpAnalysis();
    analysis.setSpec(DumpAnalysisSpecBuilder.builder().podName("hub-a").build());
    DumpAnalysisStatusBuilder status = DumpAnalysisStatusBuilder.builder();
    analysis.setStatus((history == null ? status : status.history(history)).build());
    return analysis;
  }
}
