package dev.stuckpod.goroutines.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.goroutines.memory.MalformedException;
import org.junit.jupiter.api.Test;

class SpansTest {

  private static final long A = HeapMemory.BASE;
  private static final int POINTERS = 10;

  private final HeapMemory memory = new HeapMemory();

  @Test
  void everyAddressBelongsToOneObjectOrNone() throws Exception {
    memory.span(A, 1, POINTERS, 48);
    memory.span(A + 3 * HeapMemory.PAGE, 2, 0, 2 * HeapMemory.PAGE);
    Spans spans = memory.read();

    assertThat(spans.size()).isEqualTo(2);
    assertThat(spans.find(A - 1)).isEqualTo(-1);
    assertThat(spans.find(A + HeapMemory.PAGE)).isEqualTo(-1);
    assertThat(spans.find(-8)).isEqualTo(-1);
    assertThat(spans.find(Long.MAX_VALUE)).isEqualTo(-1);
    int small = spans.find(A + 100);
    assertThat(spans.object(small, A + 100)).isEqualTo(2);
    assertThat(spans.start(small, 2)).isEqualTo(A + 96);
    assertThat(spans.object(small, A + HeapMemory.PAGE - 1)).as("behind the last").isEqualTo(-1);
    int large = spans.find(A + 5 * HeapMemory.PAGE - 1);
    assertThat(spans.object(large, A + 5 * HeapMemory.PAGE - 1)).isZero();
    assertThat(spans.objects(large)).isEqualTo(1);
  }

  @Test
  void anotherVersionsLayoutIsNotBelieved() {
    for (int i = 0; i < 200; i++) {
      memory.span(A + i * HeapMemory.PAGE, 1, POINTERS, 48 + 1);
    }

    assertThatThrownBy(memory::read)
        .isInstanceOf(MalformedException.class)
        .hasMessage("its spans are not laid out as in that version");
  }

  @Test
  void aHeapThatIsTooFarApartIsRefused() {
    memory.span(A, 1, POINTERS, 48);
    memory.span(1L << 46, 1, POINTERS, 48);

    assertThatThrownBy(memory::read)
        .isInstanceOf(MalformedException.class)
        .hasMessage("the heap is too far apart");
  }

  @Test
  void arenasAreCounted() {
    for (int i = 0; i < 300; i++) {
      memory.span(A + i * (1L << 26), 1, POINTERS, 48);
    }

    assertThatThrownBy(memory::read)
        .isInstanceOf(MalformedException.class)
        .hasMessage("the heap is too large");
  }
}
