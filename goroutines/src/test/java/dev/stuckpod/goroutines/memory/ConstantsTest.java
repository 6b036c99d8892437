package dev.stuckpod.goroutines.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ConstantsTest {

  @Test
  void readsNumbersAcrossPages() throws Exception {
    var constants = new Constants(Bytes.at(0x1ffe, 0x78, 0x56, 0x34, 0xf2));

    assertThat(constants.u32(0x1ffe)).isEqualTo(0xf2345678L);
    assertThat(constants.i32(0x1ffe)).isEqualTo(0xf2345678);
    assertThat(constants.u8(0x2001)).isEqualTo(0xf2);
  }

  @Test
  void readsTextUpToItsEndOrABound() throws Exception {
    var constants = new Constants(Bytes.at(0x1000, 'a', 'b', 'c', 0, 'd'));

    assertThat(constants.text(0x1000, 10)).containsExactly('a', 'b', 'c');
    assertThat(constants.text(0x1000, 2)).containsExactly('a', 'b');
  }

  @Test
  void saysWhereNothingIs() {
    var constants = new Constants(Bytes.at(0x1000, 1, 2, 3));

    assertThatThrownBy(() -> constants.i32(0x1000))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("0x1000");
    assertThatThrownBy(() -> constants.u8(0x7fffffffffffL)).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> constants.u8(-1)).isInstanceOf(MalformedException.class);
  }

  @Test
  void findsWhatLiesAcrossTwoReads() throws Exception {
    byte[] content = new byte[0x20000];
    content[0xfffc + 7] = 1;

    long found =
        new Scan()
            .find(
                new Bytes(0x10000, ByteBuffer.wrap(content)),
                0x10000,
                0x10000 + content.length,
                4,
                8,
                (b, at, _) -> b.getLong(at) == 1L << 56);

    assertThat(found).isEqualTo(0x10000 + 0xfffc);
  }
}
