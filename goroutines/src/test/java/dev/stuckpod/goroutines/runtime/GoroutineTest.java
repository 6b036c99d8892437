package dev.stuckpod.goroutines.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.layout.Layouts;
import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoroutineTest {

  private static final int MINOR = 26;
  private static final G AT = Layouts.of(MINOR).orElseThrow().g();
  private static final long BASE = 0xc000000000L;
  private static final long ONE = BASE + 0x1000;
  private static final long NEIGHBOUR = ONE + 448;
  private static final long FAR = BASE + 0x3000;
  private static final long STACK = BASE + 0x4000;

  private final List<Long> reads = new ArrayList<>();
  private final ByteBuffer memory = ByteBuffer.allocate(0x5000).order(ByteOrder.LITTLE_ENDIAN);
  private final Goroutine goroutine = new Goroutine(this::read, AT, MINOR);

  @BeforeEach
  void parkAll() {
    park(ONE, 7);
    park(NEIGHBOUR, 8);
    park(FAR, 9);
  }

  @Test
  void aNeighbourIsLookedAtWithTheSameRead() throws IOException {
    assertThat(goroutine.look(ONE)).isEqualTo(Seen.STILL);
    assertThat(goroutine.isUnchanged(NEIGHBOUR)).isTrue();
    assertThat(goroutine.goid()).isEqualTo(7);
    reads.clear();

    Seen seen = goroutine.look(NEIGHBOUR);
    assertThat(seen).isEqualTo(Seen.STILL);
    assertThat(goroutine.goid()).isEqualTo(8);
    assertThat(reads).hasSizeLessThanOrEqualTo(2).contains(STACK);
    assertThat(goroutine.isUnchanged(0)).isTrue();
  }

  @Test
  void aNeighbourThatHasRunSinceThatReadHasChanged() throws IOException {
    goroutine.look(ONE);
    goroutine.isUnchanged(NEIGHBOUR);
    goroutine.look(NEIGHBOUR);
    run(NEIGHBOUR);

    assertThat(goroutine.isUnchanged(0)).isFalse();
  }

  @Test
  void oneThatHasRunIsNotTakenForItsNeighbour() throws IOException {
    goroutine.look(ONE);
    run(ONE);
    assertThat(goroutine.isUnchanged(NEIGHBOUR)).isFalse();

    goroutine.look(ONE);
    run(NEIGHBOUR);
    assertThat(goroutine.isUnchanged(NEIGHBOUR)).isTrue();
  }

  @Test
  void oneInFrontIsANeighbourToo() throws IOException {
    goroutine.look(NEIGHBOUR);
    assertThat(goroutine.isUnchanged(ONE)).isTrue();

    assertThat(goroutine.look(ONE)).isEqualTo(Seen.STILL);
    assertThat(goroutine.goid()).isEqualTo(7);
  }

  @Test
  void whoIsFarAwayIsLookedAtAlone() throws IOException {
    goroutine.look(ONE);
    assertThat(goroutine.isUnchanged(FAR)).isTrue();
    reads.clear();

    goroutine.look(FAR);
    assertThat(goroutine.goid()).isEqualTo(9);
    assertThat(reads).containsExactly(FAR, STACK);
  }

  @Test
  void whatCanBeNoAddressIsNobodysNeighbour() throws IOException {
    for (long nonsense : new long[] {0, -8, Long.MAX_VALUE, Long.MIN_VALUE, ONE + (1L << 32)}) {
      goroutine.look(ONE);
      reads.clear();
      assertThat(goroutine.isUnchanged(nonsense)).isTrue();
      assertThat(reads).containsExactly(ONE);
    }
  }

  @Test
  void aLookOfLongAgoIsNone() throws Exception {
    goroutine.look(ONE);
    goroutine.isUnchanged(NEIGHBOUR);
    run(NEIGHBOUR);
    Thread.sleep(1);
    reads.clear();

    goroutine.look(NEIGHBOUR);
    assertThat(reads).containsExactly(NEIGHBOUR, STACK);
    assertThat(goroutine.isUnchanged(0)).isTrue();
  }

  private void park(long g, long goid) {
    put(g + G.STACK, STACK);
    put(g + G.STACK + 8, STACK + 0x800);
    put(g + G.SP, STACK + 0x700);
    put(g + G.PC, 0x401000);
    put(g + G.SELF, g);
    put(g + AT.goid(), goid);
    memory.putInt((int) (g - BASE) + AT.status(), Status.WAITING);
  }

  private void run(long g) {
    int at = (int) (g - BASE) + AT.trackingSeq();
    memory.put(at, (byte) (memory.get(at) + 1));
  }

  private void put(long address, long word) {
    memory.putLong((int) (address - BASE), word);
  }

  private int read(long address, ByteBuffer into) {
    reads.add(address >= STACK ? STACK : address);
    int count = into.remaining();
    into.put(memory.array(), (int) (address - BASE), count);
    return count;
  }
}
