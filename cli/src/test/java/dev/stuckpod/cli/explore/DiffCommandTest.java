package dev.stuckpod.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.crds.apiserver.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DiffCommandTest {

  private static final String DUMPS = Repository.root().resolve("corpus/dumps") + "/";
  private static final String INCIDENT = DUMPS + "go-incident.go1.26.memory.txt";
  private static final String IDLE = DUMPS + "go-idle.go1.26.memory.txt";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysTheVerdictOfBothAndWhatHasMoved() {
    assertThat(diff(INCIDENT, IDLE)).isZero();

    assertThat(out.toString()).contains("Deadlock", "NothingFound", "gone", "new");
  }

  @Test
  void aDumpDoesNotMoveAgainstItself() {
    assertThat(diff(INCIDENT, INCIDENT, "-o", "json")).isZero();

    assertThat(out.toString())
        .contains("\"answer\":\"difference\"", "\"called\":\"gone\",\"count\":0")
        .contains("\"called\":\"new\",\"count\":0", "\"called\":\"moved\",\"count\":0");
  }

  @Test
  void whatIsNoFileIsSaidWithItsName() {
    assertThat(diff(INCIDENT, "none/of/these.txt")).isEqualTo(2);

    assertThat(err.toString()).contains("none/of/these.txt: there is no such file");
  }

  @Test
  void oneFileAloneIsNotCompared() {
    assertThat(diff(INCIDENT)).isEqualTo(1);

    assertThat(err.toString()).contains("is one dump: name a second one");
  }

  private int diff(String... words) {
    var all = new String[words.length + 1];
    all[0] = "diff";
    System.arraycopy(words, 0, all, 1, words.length);
    return Stuckpod.commandLine(all)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
