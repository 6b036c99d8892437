package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnalyzeCommandTest {

  private static final Path DUMPS = Path.of("../analysis/src/test/resources/dumps");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void explainsAFileCompressedOrNot() {
    assertThat(analyze(DUMPS.resolve("hub-deadlock-go1.26.sigquit.txt.gz"))).isZero();
    assertThat(out.toString())
        .startsWith("Deadlock (Strong): RWMutex (*Hub)")
        .contains("hub.go:97");

    assertThat(analyze(DUMPS.resolve("till-deadlock-jdk25.threadprint.txt"))).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void findingNothingIsAnAnswer() {
    assertThat(analyze(DUMPS.resolve("busy-healthy-go1.26.sigquit.txt.gz"))).isZero();
    assertThat(out.toString()).startsWith("NothingFound");
  }

  @Test
  void saysInOneSentenceThatAFileHoldsNoDump(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("app.log"), "started\nstopped\n");

    assertThat(analyze(file)).isEqualTo(2);

    assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.contains("app.log"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysInOneSentenceThatThereIsNoFile() {
    assertThat(analyze(Path.of("missing.txt"))).isEqualTo(1);

    assertThat(err).hasToString("stuckpod: There is no file missing.txt" + System.lineSeparator());
  }

  private int analyze(Path file) {
    CommandLine command = Stuckpod.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    return command.execute("analyze", file.toString());
  }
}
