package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.layout.Layout.Heap;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Scan;
import dev.stuckpod.goroutines.tables.Module;
import java.io.IOException;

/**
 * The list of all spans, runtime.mheap_.allspans, those out of use too: a slice among the program's
 * variables whose elements all are mspans. An mspan is never given back.
 */
final class SpanList {

  private static final int MOST = 1 << 22;
  private static final int MOST_CANDIDATES = 1 << 16;
  private static final int SAMPLE = 64;

  private final Memory memory;
  private final Heap at;
  private final Block element = new Block(8);
  private final Block span = new Block(Heap.SIZE);
  private final Block header = new Block(16);
  private long address = -1;
  private long length;
  private int candidates;

  /**
   * Finds the list.
   *
   * @throws MalformedException where there is none
   */
  SpanList(Memory memory, Scan scan, Module module, Heap at)
      throws IOException, MalformedException {
    this.memory = memory;
    this.at = at;
    scan.find(
        memory,
        module.bss(),
        module.bssEnd(),
        8,
        24,
        (b, i, where) -> {
          consider(where, b.getLong(i), b.getLong(i + 8), b.getLong(i + 16));
          return false;
        });
    if (address < 0) {
      throw new MalformedException("the list of spans is not there");
    }
  }

  /** Tells how many there are now. */
  int size() throws IOException, MalformedException {
    boolean read = header.load(memory, address);
    if (!read || header.u64(8) < length || header.u64(8) > MOST) {
      throw new MalformedException("the list of spans cannot be read");
    }
    return (int) header.u64(8);
  }

  /** Reads a part of the list; it is moved when it grows, and the old one stays readable or not. */
  void read(int from, int count, Block into) throws IOException, MalformedException {
    for (int i = 0; i < 100; i++) {
      if (header.load(memory, address)
          && into.load(memory, header.u64(0) + 8L * from, 8 * count)
          && isStill(header.u64(0))) {
        return;
      }
    }
    throw new MalformedException("the list of spans cannot be read");
  }

  private boolean isStill(long array) throws IOException {
    return element.load(memory, address) && element.u64(0) == array;
  }

  /** The longest list of those that look so. */
  private void consider(long where, long array, long size, long room)
      throws IOException, MalformedException {
    if (size <= length || size > room || room > MOST || (array & 7) != 0 || array <= 0) {
      return;
    }
    if (++candidates > MOST_CANDIDATES) {
      throw new MalformedException("too many lists look like that of the spans");
    }
    long step = Math.max(1, size / SAMPLE);
    for (long i = 0; i < size; i += step) {
      if (!element.load(memory, array + 8 * i) || !isSpan(element.u64(0))) {
        return;
      }
    }
    address = where;
    length = size;
  }

  private boolean isSpan(long where) throws IOException {
    return where > 0
        && (where & 7) == 0
        && span.load(memory, where)
        && Spans.isUsual(span.u64(Heap.START), span.u64(Heap.PAGES), span.u8(at.state()));
  }
}
