package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.layout.Layout.Heap;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;

/**
 * The runtime's notes on objects, specials: a finalizer or cleanup will run with what it refers to,
 * and a weak pointer may become a strong one, although nothing refers to the object.
 */
final class Notes {

  private static final int SIZE = 64;
  private static final int REST = 16;
  private static final int NEXT = 0;
  private static final int OFFSET = 8;

  /** From here on an offset has eight bytes, and the kind follows. */
  private static final int WIDE = 16;

  private static final int MOST = 1 << 20;

  private final Memory memory;
  private final Heap at;
  private final Block note = new Block(SIZE);

  Notes(Memory memory, Heap at) {
    this.memory = memory;
    this.at = at;
  }

  /**
   * Marks every object on which there is a note, and what the note refers to.
   *
   * @throws MalformedException where a list cannot be followed to its end
   */
  void mark(Spans spans, Marking marking) throws IOException, MalformedException {
    int count = 0;
    for (int s = 0; s < spans.size(); s++) {
      for (long where = spans.specials(s); where != 0; where = note.u64(NEXT)) {
        if (++count > MOST || !note.load(memory, where)) {
          throw new MalformedException("the notes on objects cannot be followed");
        }
        if (note.u8(at.specialKind()) != at.profileKind()) {
          long offset = at.specialKind() < WIDE ? note.i32(OFFSET) & 0xffff : note.u64(OFFSET);
          marking.mark(spans.start(s, 0) + offset);
          for (int i = REST; i < SIZE; i += Long.BYTES) {
            marking.mark(note.u64(i));
          }
        }
      }
    }
  }
}
