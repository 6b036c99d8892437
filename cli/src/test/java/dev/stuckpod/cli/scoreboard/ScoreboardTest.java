package dev.stuckpod.cli.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * The project's own corpus, and how dumps are compared with labels. {@code -Ddocs=write} writes
 * docs/scoreboard.md; what it says of other people's dumps, which are not here, is in
 * corpus/strangers/figures.md.
 */
class ScoreboardTest {
  private static final Path CORPUS = Path.of("../corpus");
  private static final Path PAGE = Path.of("../docs/scoreboard.md");

  private static final String INTRODUCTION =
      """
      # Scoreboard

      What the analysis makes of the dumps in [corpus](../corpus/README.md), by `./stuckpod scoreboard corpus/dumps
      corpus/LABELS.tsv`. Right: class and kind agree, or nothing is found where nothing is wrong. Unsure: no cause is
      claimed. Wrong: another one is. Of other people's bugs, read from memory while they hang, beside other tools: [GoKer](goker.md).

      """;

  private static String run(Path folder, Path labels) {
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new ScoreboardCommand())
            .setOut(new PrintWriter(out))
            .execute(folder.toString(), labels.toString());
    assertThat(exit).isZero();
    return out.toString();
  }

  /** One dump does not tell a convoy from a deadlock: that suspicion is wrong, and shown. */
  @Test
  void claimsNothingWrongOfTheOwnCorpusButThatAConvoyIsADeadlock() throws Exception {
    String board = run(CORPUS.resolve("dumps"), CORPUS.resolve("LABELS.tsv"));
    String strangers = Files.readString(CORPUS.resolve("strangers/figures.md"));

    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, INTRODUCTION + board + strangers);
    }
    assertThat(board).contains(" wrong (0 of them at Strong or Proven); false alarms 0 of ");
    assertThat(board.lines().filter(row -> row.endsWith("| wrong |")))
        .allMatch(
            row -> row.matches("\\| go-(convoy|draining)[.].*") && row.contains("(Suspected)"));
    assertThat(board).doesNotContain("skipped");
    assertThat(Files.readString(PAGE)).isEqualTo(INTRODUCTION + board + strangers);
  }

  @ParameterizedTest
  @CsvSource({
    "resource, ab-ba, right",
    "Resource Deadlock, AB-BA deadlock, right",
    "resource, double-locking, wrong",
    "mixed, channel-and-lock, wrong",
    "none, none, wrong"
  })
  void comparesWithTheLabel(String category, String subclass, String result, @TempDir Path folder)
      throws Exception {
    Path labels = folder.resolve("labels.tsv");
    Files.write(
        labels,
        List.of("case\tclass\tsubclass", "java-monitors\t%s\t%s".formatted(category, subclass)));

    String board = run(CORPUS.resolve("dumps"), labels);

    assertThat(board.lines().filter(line -> line.startsWith("| java-monitors")))
        .hasSize(4)
        .allMatch(line -> line.endsWith("| " + result + " |"));
  }
}
