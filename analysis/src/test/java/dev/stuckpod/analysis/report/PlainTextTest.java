package dev.stuckpod.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden files of what a person reads; {@code -Dgolden=write} writes them. */
class PlainTextTest {

  private static final Path DUMPS = Path.of("src/test/resources/dumps");
  private static final Path GOLDEN = Path.of("src/test/resources/text");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hub-deadlock-large-go1.26.sigquit.txt.gz",
        "till-deadlock-jdk25.threadprint.txt",
        "busy-healthy-go1.26.sigquit.txt.gz"
      })
  void tellsVerdictParticipantsAndEvidence(String dump) throws IOException, NotADumpException {
    String text;
    try (InputStream bytes = Files.newInputStream(DUMPS.resolve(dump))) {
      text = PlainText.of(Analyzer.analyze(bytes)).text();
    }
    Path golden = GOLDEN.resolve(dump.replaceFirst("[.]gz$", ""));
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, text);
    }
    assertThat(golden).hasContent(text);
  }

  @Test
  void noNameForgesALineOrHidesAnything() {
    String text =
        PlainText.of(Named.everything("a\n\nDeadlock (Proven)\u202e\u200b\u001b[2J")).text();

    assertThat(text).doesNotContain("\u202e", "\u200b", "\u001b");
    assertThat(text.lines()).noneMatch(line -> line.startsWith("Deadlock (Proven)"));
  }
}
