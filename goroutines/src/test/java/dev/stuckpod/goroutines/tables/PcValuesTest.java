package dev.stuckpod.goroutines.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.goroutines.memory.Bytes;
import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcValuesTest {

  private static final long ENTRY = 0x400000;

  /** From -1 up by 1 for 4 instructions, up by 300 for 130, down by 299 for 1, end. */
  private static final int[] TABLE = {2, 4, 0xd8, 4, 0x82, 1, 0xd5, 4, 1, 0, 0, 0, 0};

  @ParameterizedTest
  @CsvSource({"0,0", "3,0", "4,300", "133,300", "134,1", "135,-1"})
  void looksUpTheValueOfAPc(int offset, int value) throws Exception {
    assertThat(values(1, TABLE).at(1, ENTRY, ENTRY + offset)).isEqualTo(value);
  }

  @Test
  void countsInInstructions() throws Exception {
    assertThat(values(4, TABLE).at(1, ENTRY, ENTRY + 15)).isZero();
    assertThat(values(4, TABLE).at(1, ENTRY, ENTRY + 16)).isEqualTo(300);
  }

  @Test
  void hasNoValuesWithoutATable() throws Exception {
    assertThat(values(1, TABLE).at(0, ENTRY, ENTRY)).isEqualTo(PcValues.NONE);
  }

  @Test
  void doesNotFollowWhatDoesNotEnd() {
    int[] noEnd = new int[64];
    Arrays.fill(noEnd, 0xff);

    assertThatThrownBy(() -> values(1, noEnd).at(1, ENTRY, ENTRY))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("does not end");
  }

  private static PcValues values(int quantum, int... bytes) {
    return new PcValues(new Constants(Bytes.at(0x1000, bytes)), 0x0fff, quantum);
  }
}
