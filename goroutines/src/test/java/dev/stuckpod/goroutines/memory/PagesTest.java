package dev.stuckpod.goroutines.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {

  private static final long BASE = 0xc000000000L;
  private static final int SIZE = 4096;

  private final List<Long> reads = new ArrayList<>();
  private final ByteBuffer content = ByteBuffer.allocate(5 * SIZE);
  private final Pages pages = new Pages(this::read, 10);

  @Test
  void aPageIsReadOnceWhateverIsWantedOfIt() throws IOException {
    content.putLong(16, 1).putLong(SIZE - 8, 2).putLong(SIZE, 3);

    assertThat(at(16)).isEqualTo(1);
    assertThat(at(SIZE - 8)).isEqualTo(2);
    assertThat(reads).containsExactly(BASE);
    assertThat(at(SIZE)).isEqualTo(3);
    assertThat(reads).containsExactly(BASE, BASE + SIZE);
  }

  @Test
  void whatLiesInTwoPagesIsPutTogether() throws IOException {
    content.putLong(SIZE - 4, 0x1122334455667788L);

    assertThat(at(SIZE - 4)).isEqualTo(0x1122334455667788L);
  }

  @Test
  void onePageGivesWayToAnother() throws IOException {
    long far = 1024L * SIZE;
    content.putLong(8, 7);

    assertThat(at(8)).isEqualTo(7);
    assertThat(pages.read(BASE + far + 8, ByteBuffer.allocate(8))).isZero();
    assertThat(at(8)).isEqualTo(7);
    assertThat(reads).containsExactly(BASE, BASE + far, BASE);
  }

  @Test
  void ofAPageAPieceIsRead() throws IOException {
    content.putLong(256, 7);
    List<Integer> lengths = new ArrayList<>();
    Pages pieces =
        new Pages(
            (address, into) -> {
              lengths.add(into.remaining());
              return read(address, into);
            },
            4,
            7);
    ByteBuffer word = ByteBuffer.allocate(8);

    assertThat(pieces.read(BASE + 256, word)).isEqualTo(8);
    assertThat(word.getLong(0)).isEqualTo(7);
    assertThat(reads).containsExactly(BASE + 256);
    assertThat(lengths).containsExactly(128);
  }

  @Test
  void whatIsNotThereIsNotRead() throws IOException {
    assertThat(pages.read(BASE + content.capacity() - 4, ByteBuffer.allocate(8))).isEqualTo(4);
    assertThat(pages.read(BASE + content.capacity(), ByteBuffer.allocate(8))).isZero();
    assertThat(pages.read(-8, ByteBuffer.allocate(8))).isZero();
    assertThat(pages.read(Memory.LIMIT, ByteBuffer.allocate(8))).isZero();
  }

  private long at(int offset) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(8);
    assertThat(pages.read(BASE + offset, word)).isEqualTo(8);
    return word.getLong(0);
  }

  private int read(long address, ByteBuffer into) {
    reads.add(address);
    long from = address - BASE;
    int count = (int) Math.max(0, Math.min(into.remaining(), content.capacity() - from));
    if (from < 0 || count == 0) {
      return 0;
    }
    into.put(content.array(), (int) from, count);
    return count;
  }
}
