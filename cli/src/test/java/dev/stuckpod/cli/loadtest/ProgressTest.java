package dev.stuckpod.cli.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.cli.ground.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ProgressTest {

  private final StringWriter err = new StringWriter();

  @Test
  void aTerminalHasOneLineThatChanges() {
    Progress progress = progress(40);
    progress.state("settling", ": 3 pods");
    progress.state("settling", ": 4 pods, and more than fits into the line");
    progress.line("pod a is stuck");
    progress.state("settling", "");
    progress.clear();

    assertThat(err.toString())
        .isEqualTo(
            "\rstuckpod: settling: 3 pods\u001b[K"
                + "\rstuckpod: settling: 4 pods, and more t…\u001b[K"
                + "\r\u001b[Kstuckpod: pod a is stuck\n"
                + "\rstuckpod: settling\u001b[K"
                + "\r\u001b[K");
  }

  @Test
  void elsewhereThereIsALineForEachChangeAndNoneForWhatChangesAllTheTime() {
    Progress progress = progress(0);
    progress.state("settling", ": 3 pods");
    progress.state("settling", ": 4 pods");
    progress.state("closing", "");
    progress.clear();

    assertThat(err.toString()).isEqualTo("stuckpod: settling\nstuckpod: closing\n");
  }

  @Test
  void whatAClusterSaysSteersNoTerminal() {
    progress(80).state("\u001b[2J", "\r\n\u202e");

    assertThat(err.toString()).isEqualTo("\rstuckpod: �[2J �\u001b[K");
  }

  private Progress progress(int columns) {
    CommandLine line = Stuckpod.commandLine("loadtest").setErr(new PrintWriter(err, true));
    return new Progress(Console.err(line.getCommandSpec()), columns);
  }
}
