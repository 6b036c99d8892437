package dev.stuckpod.cli.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.text.Layout;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

  /** Whoever reads the comment may be anybody. */
  @Test
  void theLoadsArgumentsAreNotInIt() {
    String page = markdown(Runs.stuck());

    assertThat(page).contains("the load, k6, ended with 0").doesNotContain("secret");
  }

  @Test
  void aCauseOfManyPodsIsExplainedOnceAndTheCommentHasRoom() {
    LoadTestWindow window = Runs.window("{}");
    List<WindowIncident> incidents =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    new WindowIncident(
                        "cable-" + i,
                        "2026-01-15T14:02:11Z",
                        "locks",
                        null,
                        "cable-7c9f5d-x2x9p-0123456789",
                        "Deadlock",
                        "Strong",
                        i < 40 ? "the same" : "x".repeat(1000) + i))
            .toList();
    window.setStatus(LoadTestWindowStatusBuilder.builder().incidents(incidents).build());

    String page =
        markdown(new Run("shop", window, null, "Lost", List.of(), Runs.explained(), null));

    assertThat(page.lines().filter(line -> line.startsWith("## Deadlock"))).hasSizeBetween(1, 11);
    assertThat(page).contains("30 more pods are not listed");
    assertThat(page.length()).isLessThan(65_536);
  }

  @Test
  void nothingThatAClusterSaysIsMarkupOrSteersATerminal() {
    String words = "@org/team ![x](http://evil.example)\u001b[31m\u202e <b>|\n# x";
    LoadTestWindow window = Runs.window("{}");
    window.setStatus(
        LoadTestWindowStatusBuilder.builder()
            .sentence(words)
            .watched(List.of(words))
            .incidents(
                List.of(new WindowIncident(words, words, words, words, words, words, words, words)))
            .build());
    Run run = new Run(words, window, Runs.LOAD, words, List.of(words), Map.of(), null);

    String page = markdown(run);
    String screen = TextReport.of(run, Reports.of(run), Layout.PLAIN).text();
    String line = Verdict.of(Reports.of(run)).line();

    String prose = page.replaceAll("`[^`\\n]*`", "code");
    assertThat(prose).doesNotContain("![x](", "<b>", "\n# x", " @org/team");
    assertThat(page + screen + line).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
  }

  /** A status has no links; the stacks in it have whole paths. */
  @Test
  void linesOfModulesAreLinked() {
    String page = markdown(Runs.stuck());

    assertThat(page).contains("](https://github.com/owner/hub/blob/v1.2.3/channels.go#L");
  }

  private static String markdown(Run run) {
    return MarkdownReport.of(run, Reports.of(run)).text();
  }
}
