package dev.stuckpod.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcTerminalTest {

  /** Lines of a shell's job in the foreground, one in the background, one without a terminal. */
  @ParameterizedTest
  @CsvSource({
    "0, 34817, 4242, 4242, true",
    "1, 34817, 4242, 4100, false",
    "2, 0, 4242, -1, false",
    "3, 34817, 4242, -1, false",
  })
  void theForegroundHasTheKeys(int row, int terminal, int group, int foreground, boolean has)
      throws IOException {
    for (String name : new String[] {"java", "a b", "x) S 1 2 3", ""}) {
      String stat =
          "%d (%s) S 4100 %d 4100 %d %d 4194304 1 0 0 0 5 6 0 0 20 0 9 0 98765 1 2\n"
              .formatted(row + 1, name, group, terminal, foreground);

      assertThat(ProcTerminal.parse(stat)).as(stat).isEqualTo(has);
    }
  }

  @Test
  void whoSaysNothingHasNone() {
    assertThatThrownBy(() -> ProcTerminal.parse("7 (hub) S 1 7")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ProcTerminal.hasKeys(Path.of("/proc/0/stat")))
        .isInstanceOf(IOException.class);
  }
}
