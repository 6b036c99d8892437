package dev.stuckpod.goroutines.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.memory.Bytes;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ElfTest {

  private final ByteBuffer file = ByteBuffer.allocate(0x3000).order(ByteOrder.LITTLE_ENDIAN);

  ElfTest() {
    file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    file.putShort(18, (short) 62).putLong(24, 0x401000).putLong(32, 64).putShort(56, (short) 2);
    segment(0, 4, 0x1000, 0x401000, 0x1000);
    segment(1, 6, 0x2010, 0x403010, 0x20);
  }

  @Test
  void hasTheSegmentsThatAreLoaded() throws IOException {
    Elf elf = Elf.read(memory(), 0).orElseThrow();

    assertThat(elf.arch()).isEqualTo(Arch.AMD64);
    assertThat(elf.entry()).isEqualTo(0x401000);
    assertThat(elf.segments())
        .containsExactly(
            new Segment(0x401000, 0x1000, 0x1000, false),
            new Segment(0x403000, 0x2000, 0x30, true));
  }

  @Test
  void anImageHasTheFileAtTheAddressesOfTheProcess() throws IOException {
    file.putLong(0x2018, 42);
    long bias = 0x555500000000L;
    var image = new FileImage(memory(), Elf.read(memory(), 0).orElseThrow(), bias);
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(image.read(bias + 0x403018, bytes)).as("up to the end of the segment").isEqualTo(24);
    assertThat(bytes.getLong(0)).isEqualTo(42);
    assertThat(image.read(bias + 0x402000, bytes.clear())).isZero();
    assertThat(image.read(0x403018, bytes)).isZero();
  }

  @Test
  void whatIsWrittenOnceOnlyIsLookedAtLast() throws IOException {
    segment(1, 6, 0x2000, 0x403000, 0x1000);
    segment(2, 4, 0x2000, 0x403000, 0x300);
    file.putInt(64 + 56 * 2, 0x6474e552).putShort(56, (short) 3);

    assertThat(Elf.read(memory(), 0).orElseThrow().variables())
        .containsExactly(
            new Segment(0x403300, 0x2300, 0xd00, true), new Segment(0x403000, 0x2000, 0x300, true));
  }

  @Test
  void whatIsWrittenOnceOnlyMayBeAnywhere() throws IOException {
    file.putShort(56, (short) 3);
    for (long address : new long[] {0, 0x400000, 0x403000, 0x403010, 0x500000, 1L << 46}) {
      segment(2, 4, 0, address, 0x10000);
      file.putInt(64 + 56 * 2, 0x6474e552);

      assertThat(Elf.read(memory(), 0).orElseThrow().variables())
          .allMatch(part -> part.fileSize() > 0 && part.address() - part.offset() == 0x401000)
          .extracting(Segment::fileSize)
          .satisfies(sizes -> assertThat(sizes.stream().mapToLong(l -> l).sum()).isEqualTo(0x30));
    }
  }

  @Test
  void isNothingElse() throws IOException {
    assertThat(Elf.read(Bytes.at(0, 'M', 'Z'), 0)).isEmpty();
    file.putShort(18, (short) 40);
    assertThat(Elf.read(memory(), 0)).as("32-bit ARM").isEmpty();
    file.putShort(18, (short) 183).putLong(32, -1);
    assertThat(Elf.read(memory(), 0)).as("headers nowhere").isEmpty();
  }

  private void segment(int i, int flags, long offset, long address, long size) {
    int at = 64 + 56 * i;
    file.putInt(at, 1).putInt(at + 4, flags).putLong(at + 8, offset).putLong(at + 16, address);
    file.putLong(at + 32, size).putLong(at + 40, size);
  }

  private Memory memory() {
    return new Bytes(0, file);
  }
}
