package dev.stuckpod.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden files of what is pasted into an issue; {@code -Dgolden=write} writes them. */
class MarkdownTest {

  private static final Path DUMPS = Path.of("src/test/resources/dumps");

  /** Code, which is shown as it is. */
  private static final Pattern OUTSIDE = Pattern.compile("`[^`\n]*`");

  private static final Path GOLDEN = Path.of("src/test/resources/markdown");

  @ParameterizedTest
  @ValueSource(
      strings = {"hub-deadlock-go1.26.sigquit.txt.gz", "till-deadlock-jdk25.threadprint.txt"})
  void tellsVerdictParticipantsAndEvidence(String dump) throws IOException, NotADumpException {
    String text;
    try (InputStream bytes = Files.newInputStream(DUMPS.resolve(dump))) {
      text = Markdown.of(Analyzer.analyze(bytes), dump).text();
    }
    Path golden = GOLDEN.resolve(dump.replaceFirst("[.]txt([.]gz)?$", ".md"));
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, text);
    }
    assertThat(golden).hasContent(text);
  }

  @Test
  void takesNoMarkupFromADump() {
    var stack =
        new Analysis.Stack(
            1,
            "running",
            0,
            false,
            List.of(new Analysis.Line("``` <img src=x>", "a.go", 1)),
            List.of("1"));
    var analysis =
        new Analysis(
            Analysis.SCHEMA,
            new Analysis.RuntimeInfo("go", null),
            false,
            List.of("line <b>7</b>\n# heading"),
            new Analysis.Summary(1, 1, 0, Map.of("running", 1)),
            Verdict.NothingFound,
            "nothing | found",
            Confidence.Suspected,
            List.of(),
            List.of(stack),
            null);

    assertThat(Markdown.of(analysis, "a_b.txt").text())
        .contains("a\\_b.txt", "nothing \\| found", "\\<b\\>7\\</b\\> \\# heading")
        .doesNotContain("``` <img");
  }

  /** A version, a thread's name, a function: whatever the app may choose. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[click](https://evil.example) <img src=x>",
        "x @org/team",
        "x\\|@org/team",
        "a\n```\n@org/team",
        "a\n/close\n@org/team",
        "&#64;org/team",
      })
  void nothingThatAnAppNamesIsMarkupOrCallsAnybody(String name) {
    String page = Markdown.of(Named.everything(name), name).text();

    String prose = OUTSIDE.matcher(page.substring(0, page.indexOf("<details>"))).replaceAll("");
    assertThat(prose)
        .doesNotContainPattern("(?<![A-Za-z0-9])@[A-Za-z]")
        .doesNotContainPattern("(?<!\\\\)[\\[<]")
        .doesNotContainPattern("(?<!\\\\)&#64;")
        .doesNotContainPattern("https://");
    assertThat(page.lines())
        .noneMatch(line -> line.startsWith("/"))
        .filteredOn(line -> line.startsWith("```"))
        .hasSize(2);
  }
}
