package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class StuckpodTest {

  /** A command that fails as it is told. */
  @Command(name = "failing")
  static final class Failing implements Callable<Integer> {
    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Broken pipe, 141, ''",
    "No space left on device, 1, stuckpod: No space left on device"
  })
  void whoReadsNoFurtherHearsNothing(String failure, int exit, String said) {
    var err = new StringWriter();
    CommandLine line = Stuckpod.commandLine("help");
    line.addSubcommand(new Failing(new IOException(failure)));

    assertThat(line.setErr(new PrintWriter(err, true)).execute("failing")).isEqualTo(exit);

    assertThat(err.toString().strip()).isEqualTo(said);
  }

  @Test
  void sayingWhatToTypeItKnowsHowItWasCalled() {
    assertThat(usageOfList()).startsWith("Usage: stuckpod list ");
    System.setProperty("stuckpod.program", "kubectl-stuckpod");
    try {
      assertThat(usageOfList()).startsWith("Usage: kubectl stuckpod list ");
      assertThat(Stuckpod.commandLine().getUsageMessage())
          .contains("  doctor ", "  explain ")
          .doesNotContain("  images ", "  bench ", "__complete");
    } finally {
      System.clearProperty("stuckpod.program");
    }
  }

  private static String usageOfList() {
    return Objects.requireNonNull(Stuckpod.commandLine("list").getSubcommands().get("list"))
        .getUsageMessage();
  }
}
