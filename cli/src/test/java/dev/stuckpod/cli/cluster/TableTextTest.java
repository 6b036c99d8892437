package dev.stuckpod.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.cluster.AnalysisTable.Column;
import dev.stuckpod.cli.cluster.AnalysisTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTextTest {

  private static final AnalysisTable TABLE =
      new AnalysisTable(
          List.of(new Column("Name", false), new Column("Cause", false), new Column("Node", true)),
          List.of(
              new Row("shop", "a", "2", List.of("a", "somebody holds a lock and waits", "n1")),
              new Row("shop", "till-1", "1", List.of("till-1", "slow", "n2"))));

  @Test
  void aFileGetsEachCellWhole() {
    assertThat(new TableText(false, false, 0).lines(TABLE))
        .containsExactly(
            "NAME     CAUSE", "a        somebody holds a lock and waits", "till-1   slow");
  }

  @Test
  void theWidestCellsGiveWayAtATerminal() {
    List<String> lines = new TableText(false, true, 35).lines(TABLE);

    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(35));
    assertThat(lines.get(1)).startsWith("a        somebody").endsWith("n1");
  }

  @Test
  void nothingThatSteersATerminalIsWritten() {
    var hostile =
        new AnalysisTable(
            List.of(new Column("Name", false)),
            List.of(new Row("s", "a", "1", List.of("a\u001b[2J\nb"))));

    assertThat(String.join("", new TableText(false, false, 0).lines(hostile)))
        .doesNotContainPattern("[\\p{Cc}]");
  }
}
