package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.profiles.Profiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ProfilesCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsEachWithWhatItIsFor() {
    assertThat(run("profiles")).isZero();

    assertThat(out.toString().lines()).hasSameSizeAs(Profiles.NAMES);
    assertThat(out.toString())
        .contains("anycable            AnyCable-Go: clients stay connected and get nothing.\n");
  }

  @Test
  void printsTheRulesOfOneAsTheyStandInAPolicy() {
    assertThat(run("profiles", "grpc")).isZero();

    assertThat(out.toString()).startsWith("# gRPC servers").contains("\nany:\n- name: calls-do");
  }

  @Test
  void saysWhichThereAreWhereOneIsMisspelt() {
    assertThat(run("profiles", "cobol")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("stuckpod: There is no profile cobol: take one of anycable, controller-");
  }

  private int run(String... words) {
    CommandLine line = Stuckpod.commandLine(words);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
