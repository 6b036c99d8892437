package dev.stuckpod.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CauseColumnTest {

  private static final String TABLE =
      """
      NAME    VERDICT    CAUSE                                                    METHOD    AGE
      hub-1   Deadlock   RWMutex read-held by broadcast, which waits for a pool   ProcMem   8s
      hub-2   Leak       a channel that nobody reads                              Pprof     9s\
      """;

  @Test
  void shortensCausesUntilTheTableFits() {
    String shown = CauseColumn.fit(TABLE, 60);

    assertThat(shown)
        .isEqualTo(
            """
            NAME    VERDICT    CAUSE                       METHOD    AGE
            hub-1   Deadlock   RWMutex read-held by bro…   ProcMem   8s
            hub-2   Leak       a channel that nobody re…   Pprof     9s\
            """);
    assertThat(shown.lines()).allMatch(line -> line.length() <= 60);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 200})
  void leavesATableThatFitsOrGoesIntoAFile(int columns) {
    assertThat(CauseColumn.fit(TABLE, columns)).isEqualTo(TABLE);
  }

  @Test
  void leavesWhatIsNoSuchTable() {
    assertThat(CauseColumn.fit("No resources found in stuckpod-demo namespace.", 20))
        .isEqualTo("No resources found in stuckpod-demo namespace.");
  }
}
