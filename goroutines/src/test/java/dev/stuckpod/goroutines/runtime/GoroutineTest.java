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
  private final Looks looks = new Looks(this::read, AT);

  @BeforeEach
  void parkAll() {
    park(ONE, 7);
    park(NEIGHBOUR, 8);
    park(FAR, 9);
  }

  @Test
  void neighboursAreLookedAtTogetherAndAgainTogether() throws IOException {
    looks.look(new long[] {0, ONE, NEIGHBOUR}, 1, 2);
    assertThat(reads).containsExactly(ONE);

    assertThat(goroutine.look(NEIGHBOUR, looks.first(1))).isEqualTo(Seen.STILL);
    assertThat(goroutine.goid()).isEqualTo(8);
    assertThat(goroutine.look(ONE, looks.first(0))).isEqualTo(Seen.STILL);
    assertThat(goroutine.goid()).isEqualTo(7);
    assertThat(reads).containsExactly(ONE, STACK, STACK);

    looks.lookAgain(2);
    assertThat(looks.isUnchanged(0)).isTrue();
    assertThat(looks.isUnchanged(1)).isTrue();
    assertThat(reads).containsExactly(ONE, STACK, STACK, ONE);
  }

  @Test
  void whoHasRunBetweenTheLooksHasChangedAndNobodyElse() throws IOException {
    looks.look(new long[] {ONE, NEIGHBOUR, FAR}, 0, 3);
    run(NEIGHBOUR);
    looks.lookAgain(3);

    assertThat(looks.isUnchanged(0)).isTrue();
    assertThat(looks.isUnchanged(1)).isFalse();
    assertThat(looks.isUnchanged(2)).isTrue();
  }

  @Test
  void whoIsLeftOutIsNotLookedAtAgain() throws IOException {
    looks.look(new long[] {ONE, FAR}, 0, 2);
    looks.leave(1);
    reads.clear();
    looks.lookAgain(2);

    assertThat(reads).containsExactly(ONE);
    assertThat(looks.isUnchanged(1)).isFalse();
  }

  @Test
  void anAddressThatIsNoneIsNotThere() throws IOException {
    looks.look(new long[] {0, ONE}, 0, 2);

    assertThat(looks.isThere(0)).isFalse();
    assertThat(looks.isThere(1)).isTrue();
  }

  @Test
  void anAddressBesideOneIsNonsense() throws IOException {
    looks.look(new long[] {ONE + 1, ONE + (1L << 51)}, 0, 2);

    assertThat(goroutine.look(ONE + 1, looks.first(0))).isEqualTo(Seen.NONSENSE);
    assertThat(goroutine.look(ONE + (1L << 51), looks.first(1))).isEqualTo(Seen.NONSENSE);
  }

  @Test
  void oneIsLookedAtAlone() throws IOException {
    assertThat(goroutine.look(ONE)).isEqualTo(Seen.STILL);
    assertThat(goroutine.isUnchanged()).isTrue();
    run(ONE);
    assertThat(goroutine.isUnchanged()).isFalse();

    assertThat(reads).containsExactly(ONE, STACK, ONE, ONE);
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
