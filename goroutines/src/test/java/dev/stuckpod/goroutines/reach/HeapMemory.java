package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.layout.Layout.Heap;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Scan;
import dev.stuckpod.goroutines.tables.Module;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Memory of a process with a list of spans among its variables, and what is put into them. */
final class HeapMemory implements Memory {

  static final Heap LAYOUT = new Heap(98, 104, 16, 4);
  static final long PAGE = 8192;
  static final long BASE = 0xc000000000L;

  private static final long BSS = 0x100000;
  private static final long LIST = 0x200000;
  private static final long SPANS = 0x300000;
  private static final int SPAN = 160;
  private static final int BLOCK = 4096;

  private final Map<Long, ByteBuffer> blocks = new HashMap<>();
  private int spans;
  int reads;

  /** Adds a span of pages; its class is 0 for a large object. */
  long span(long start, long pages, int spanClass, long elementSize) {
    long at = SPANS + (long) SPAN * spans;
    long used = spanClass < 2 ? pages * PAGE : pages * PAGE / elementSize * elementSize;
    put(LIST + 8L * spans, at);
    put(at + Heap.START, start);
    put(at + Heap.PAGES, pages);
    put(at + 96, (long) spanClass << 16 | 1L << 24);
    put(at + LAYOUT.elementSize(), elementSize);
    put(at + LAYOUT.limit(), start + used);
    put(at + LAYOUT.specials(), 0);
    spans++;
    put(BSS + 64, LIST);
    put(BSS + 72, spans);
    put(BSS + 80, spans + 1L);
    return start;
  }

  /** Notes something on an object of the span that was added last. */
  void special(long at, long next, long offset, int kind) {
    long span = SPANS + (long) SPAN * (spans - 1);
    put(at, next);
    put(at + 8, offset);
    put(at + 16, kind);
    put(at + 56, 0);
    put(span + LAYOUT.specials(), at);
  }

  void put(long address, long word) {
    blocks
        .computeIfAbsent(
            address / BLOCK, _ -> ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN))
        .putLong((int) (address % BLOCK), word);
  }

  Spans read() throws IOException, MalformedException {
    var module = new Module(0x1000, 0x2000, 0x3000, 0x4000, BSS, BSS + BLOCK, 0, false);
    return Spans.read(this, new SpanList(this, new Scan(), module, LAYOUT), LAYOUT, Bounds.ample());
  }

  /** What was never written to is there, and 0, within the heap; elsewhere there is nothing. */
  @Override
  public int read(long address, ByteBuffer into) {
    reads++;
    int count = 0;
    while (into.hasRemaining()) {
      long at = address + count;
      ByteBuffer block = blocks.get(at / BLOCK);
      if (block == null && at < BASE) {
        break;
      }
      int offset = (int) (at % BLOCK);
      int length = Math.min(into.remaining(), BLOCK - offset);
      ByteBuffer from = block == null ? ByteBuffer.allocate(BLOCK) : block;
      into.put(into.position(), from, offset, length).position(into.position() + length);
      count += length;
    }
    return count;
  }
}
