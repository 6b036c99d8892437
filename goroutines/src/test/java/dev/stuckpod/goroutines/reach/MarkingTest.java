package dev.stuckpod.goroutines.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.goroutines.memory.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkingTest {

  /** Span classes: the size is not looked up in a table, only whether there are pointers. */
  private static final int POINTERS = 2 * 5;

  private static final int NO_POINTERS = 2 * 5 + 1;
  private static final int LARGE = 0;

  private static final long A = HeapMemory.BASE;
  private static final long B = A + HeapMemory.PAGE;
  private static final long C = B + HeapMemory.PAGE;
  private static final long G = A + 96 * 80;

  private final HeapMemory memory = new HeapMemory();
  private final List<Long> woken = new ArrayList<>();

  @Test
  void whatIsReachedThroughOthersWakesThoseWhoWaitForIt() throws Exception {
    spans();
    memory.put(A + 96 + 40, A + 3 * 96 + 8); // into the middle of the next
    memory.put(A + 3 * 96, B + 5 * 16);

    mark(waiting(B + 5 * 16, B + 6 * 16), A + 96);

    assertThat(woken).containsExactly(B + 5 * 16);
  }

  @Test
  void circlesComeToAnEnd() throws Exception {
    spans();
    memory.put(A, A + 96);
    memory.put(A + 96, A);
    memory.put(A + 104, A + 96);

    mark(waiting(B), A);

    assertThat(woken).isEmpty();
    assertThat(memory.reads).isLessThan(40);
  }

  @Test
  void aQueueLeadsToNobody() throws Exception {
    spans();
    memory.put(A + 96, G); // a sudog begins with its goroutine
    memory.put(A + 96 + 24, B);
    memory.put(A + 2 * 96, G + 8); // this is none
    memory.put(A + 2 * 96 + 24, B + 16);

    mark(waiting(B, B + 16), A + 96, A + 2 * 96);

    assertThat(woken).containsExactly(B + 16);
  }

  @Test
  void nothingIsReachedThroughAGoroutine() throws Exception {
    spans();
    memory.put(G, B);

    mark(waiting(B), G, G + 16);

    assertThat(woken).isEmpty();
  }

  @Test
  void allOfALargeObjectIsLookedThrough() throws Exception {
    spans();
    memory.span(C, 20, LARGE, 20 * HeapMemory.PAGE);
    memory.put(C + 20 * HeapMemory.PAGE - 8, B + 16);
    memory.put(C + 8, B);

    mark(waiting(B, B + 16, B + 32), C + 9 * HeapMemory.PAGE + 5);

    assertThat(woken).containsExactlyInAnyOrder(B, B + 16);
  }

  @Test
  void whatAFinalizerWillRunWithIsReached() throws Exception {
    spans();
    memory.special(0x500000, 0x500040, 16, 2); // on an object of B
    memory.put(0x500018, A);
    memory.put(0x500040, 0);
    memory.put(0x500048, 32); // that one was only sampled
    memory.put(0x500050, 4);
    memory.put(0x500078, 0);
    memory.put(A, B + 48);
    Spans spans = memory.read();
    Parked parked = waiting(B, B + 16, B + 32, B + 48);
    var marking = new Marking(memory, spans, parked, Bounds.ample(), woken::add);

    new Notes(memory, HeapMemory.LAYOUT).mark(spans, marking);
    marking.drain();

    assertThat(woken).containsExactlyInAnyOrder(B + 16, B + 48);
  }

  @Test
  void notesThatGoRoundInACircleAreRefused() throws Exception {
    spans();
    memory.special(0x500000, 0x500000, 16, 2);
    Spans spans = memory.read();
    var marking = new Marking(memory, spans, waiting(B), Bounds.ample(), woken::add);

    assertThatThrownBy(() -> new Notes(memory, HeapMemory.LAYOUT).mark(spans, marking))
        .isInstanceOf(MalformedException.class)
        .hasMessage("the notes on objects cannot be followed");
  }

  @Test
  void aHeapThatDoesNotFitIsRefusedBeforeItIsRead() throws Exception {
    for (int i = 0; i < 12; i++) {
      memory.span(A + i * 16_384L * HeapMemory.PAGE, 16_384, POINTERS, 8);
    }
    Spans spans = memory.read();
    Parked nobody = waiting();
    int reads = memory.reads;

    assertThatThrownBy(() -> new Marking(memory, spans, nobody, Bounds.ample(), woken::add))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("the heap has more objects than can be marked in 38 MiB");
    assertThat(memory.reads).isEqualTo(reads);
  }

  @Test
  void whatHasComeToTheHeapSinceIsLookedThrough() throws Exception {
    spans();
    Spans spans = memory.read();
    var marking =
        new Marking(memory, spans, waiting(B, B + 16, B + 32), Bounds.ample(), woken::add);
    memory.span(C, 1, POINTERS, 32);
    memory.put(C + 3200, B + 16);
    memory.put(A + 96, B); // that span is known: what nothing refers to in it is not looked at

    marking.markNew(memory.read());
    marking.drain();

    assertThat(woken).containsExactly(B + 16);
  }

  @Test
  void whatHoldsNoPointersTakesNoRoom() throws Exception {
    for (int i = 0; i < 12; i++) {
      memory.span(A + i * 16_384L * HeapMemory.PAGE, 16_384, NO_POINTERS, 8);
    }

    mark(waiting(), A);

    assertThat(woken).isEmpty();
  }

  /** One page of objects of 96 bytes with pointers, one of 16 bytes without. */
  private void spans() {
    memory.span(A, 1, POINTERS, 96);
    memory.span(B, 1, NO_POINTERS, 16);
  }

  private static Parked waiting(long... objects) throws MalformedException {
    var parked = new Parked(new long[] {G}, 1);
    parked.stands(0, 7, 1);
    parked.waitsFor(0, objects, objects.length);
    parked.complete();
    return parked;
  }

  private void mark(Parked parked, long... roots) throws Exception {
    var marking = new Marking(memory, memory.read(), parked, Bounds.ample(), woken::add);
    marking.exclude(G);
    for (long root : roots) {
      marking.mark(root);
    }
    marking.drain();
  }
}
