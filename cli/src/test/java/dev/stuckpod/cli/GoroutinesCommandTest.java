package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoroutinesCommandTest {

  private static final String ITSELF = Long.toString(ProcessHandle.current().pid());

  private final StringWriter err = new StringWriter();

  @Test
  void saysInOneSentenceWhyAProcessCannotBeRead() {
    assertThat(run(ITSELF)).isEqualTo(2);
    assertThat(err.toString().strip())
        .startsWith("stuckpod: " + ITSELF + ": This is not a Go program")
        .hasLineCount(1);
  }

  @Test
  void saysThatThereIsNoSuchProcess() {
    assertThat(run("4194305")).isEqualTo(2);
    assertThat(err.toString()).contains("has ended").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--samples=3", "--interval=soon", "--interval=5"})
  void takesNoMisspeltOption(String option) {
    assertThat(run(option, ITSELF)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"5s,5000", "250ms,250", "1m,60000", "1m30s,90000", "PT2S,2000"})
  void readsTimes(String text, long milliseconds) {
    assertThat(new GoroutinesCommand.Seconds().convert(text)).hasMillis(milliseconds);
  }

  private int run(String... arguments) {
    var words = new String[arguments.length + 1];
    words[0] = "goroutines";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    return Stuckpod.commandLine().setErr(new PrintWriter(err, true)).execute(words);
  }
}
