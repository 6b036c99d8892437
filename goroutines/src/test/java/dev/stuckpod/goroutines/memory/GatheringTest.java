package dev.stuckpod.goroutines.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private static final int LENGTH = 400;
  private static final long BASE = 0x7f0000000000L;

  /** Where the memory ends. */
  private long end = Long.MAX_VALUE;

  private final List<Long> reads = new ArrayList<>();
  private final Map<Integer, Long> seen = new TreeMap<>();
  private final List<Integer> missed = new ArrayList<>();

  @Test
  void neighboursAreReadTogetherInWhateverOrderTheyCome() throws IOException {
    long[] addresses = new long[1024];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = BASE + 480L * (i * 7 % addresses.length);
    }

    read(addresses);

    assertThat(seen).hasSize(1024).allSatisfy((i, at) -> assertThat(at).isEqualTo(addresses[i]));
    assertThat(reads).hasSize(8);
  }

  @Test
  void noPageIsReadThatHoldsNoneOfThem() throws IOException {
    read(BASE, BASE + 4096, BASE + 3 * 4096, BASE + 3 * 4096 + 4000);

    assertThat(reads).containsExactly(BASE, BASE + 3 * 4096);
    assertThat(seen).hasSize(4);
  }

  @Test
  void whatCannotBeReadIsMissedAndNothingElse() throws IOException {
    end = BASE + 1000;

    read(BASE, 0, BASE + 480, BASE + 960, BASE + 8192);

    assertThat(seen.keySet()).containsExactly(0, 2);
    assertThat(missed).containsExactlyInAnyOrder(1, 3, 4);
  }

  @Test
  void whoStandsInTheListTwiceIsSeenTwice() throws IOException {
    read(BASE, BASE + 480, BASE);

    assertThat(seen).isEqualTo(Map.of(0, BASE, 1, BASE + 480, 2, BASE));
  }

  /** Each word says where it is. */
  private void read(long... addresses) throws IOException {
    Memory memory =
        (address, into) -> {
          reads.add(address);
          int count = 0;
          while (into.remaining() >= 8 && address + count + 8 <= end) {
            into.putLong(address + count);
            count += 8;
          }
          return count;
        };
    new Gathering(memory, LENGTH, addresses.length)
        .read(
            addresses,
            addresses.length,
            new Gathering.Visitor() {
              @Override
              public void see(int i, long address, ByteBuffer in, int at) {
                assertThat(in.getLong(at)).isEqualTo(address);
                assertThat(in.getLong(at + LENGTH - 8)).isEqualTo(address + LENGTH - 8);
                seen.put(i, address);
              }

              @Override
              public void miss(int i) {
                missed.add(i);
              }
            });
  }
}
