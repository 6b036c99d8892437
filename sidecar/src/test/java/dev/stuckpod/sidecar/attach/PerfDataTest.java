package dev.stuckpod.sidecar.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PerfDataTest {

  private static final int ENTRY = 32;
  private static final int NAME = 20;
  private static final int VALUE = 48;

  @Test
  void theFirstCapabilityTellsIt() {
    assertThat(PerfData.attachable(counters('1'))).contains(true);
    assertThat(PerfData.attachable(counters('0'))).contains(false);
    assertThat(PerfData.attachable(new byte[0])).isEmpty();
  }

  /** What an app may write there: each number is anything. */
  @RepeatedTest(50)
  void noNumberLeadsOutOfTheBytes(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    int[] edges = {
      0, -1, 1, 20, 31, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE - 30, 1 << 30
    };
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = counters('1');
      ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int change = 0; change < 2; change++) {
        int at = 24 + 4 * random.nextInt(8);
        data.putInt(
            at, random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt(200));
      }

      assertThatCode(() -> PerfData.attachable(bytes)).doesNotThrowAnyException();
    }
  }

  private static byte[] counters(char attachable) {
    ByteBuffer data = ByteBuffer.allocate(ENTRY + VALUE + 4).order(ByteOrder.BIG_ENDIAN);
    data.putInt(0, 0xcafec0c0);
    data.put(4, (byte) 1);
    data.order(ByteOrder.LITTLE_ENDIAN).putInt(24, ENTRY).putInt(28, 1);
    data.putInt(ENTRY, VALUE + 4).putInt(ENTRY + 4, NAME).putInt(ENTRY + 16, VALUE);
    data.put(ENTRY + NAME, "sun.rt.jvmCapabilities\0".getBytes(StandardCharsets.US_ASCII));
    data.put(ENTRY + VALUE, (byte) attachable);
    return data.array();
  }
}
