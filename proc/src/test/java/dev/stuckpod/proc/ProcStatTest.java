package dev.stuckpod.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {

  @ParameterizedTest
  @ValueSource(strings = {"hub", "a b", "x) S 1 2 3", "(((", ""})
  void numbersAreReadWhateverTheProgramIsCalled(String name) throws IOException {
    assertThat(stat(name, 'S')).isEqualTo(new ProcStat(false, 11, 9, 98765));
  }

  @Test
  void aZombieHasEnded() throws IOException {
    assertThat(stat("hub", 'Z').ended()).isTrue();
    assertThat(stat("hub", 'X').ended()).isTrue();
  }

  @Test
  void whoSaysNoStartTimeIsNobody() {
    assertThatThrownBy(() -> ProcStat.parse("7 (hub) S 1 7")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ProcStat.parse("")).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNotThereIsGone() {
    assertThatThrownBy(() -> ProcStat.read(Path.of("/proc/0/stat")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void thisProcessHasBegunAndNotEnded() throws IOException {
    ProcStat self = ProcStat.read(Path.of("/proc/self/stat"));

    assertThat(self.ended()).isFalse();
    assertThat(self.startTime()).isPositive();
    assertThat(self.threads()).isGreaterThan(1);
  }

  private static ProcStat stat(String name, char state) throws IOException {
    return ProcStat.parse(
        "7 (%s) %c 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 9 0 98765 1 2\n".formatted(name, state));
  }
}
