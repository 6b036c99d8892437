package dev.stuckpod.goroutines.runtime;

import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Scan;
import dev.stuckpod.goroutines.tables.Module;
import java.io.IOException;

/**
 * The list of all goroutines, runtime.allgs, dead ones too: a slice among the program's variables
 * whose elements all are g's. It never shrinks, and a g is never freed.
 */
public final class AllGoroutines {

  /** Elements that are read at a time. */
  public static final int PIECE = 1024;

  private static final int MOST = 1 << 24;
  private static final int MOST_CANDIDATES = 1 << 16;
  private static final int SAMPLE = 64;
  private static final int TRIES = 100;
  private static final long BIGGEST_STACK = 1L << 30;

  private final Memory memory;
  private final Scan scan;
  private final Module module;
  private final Block header = new Block(24);
  private final Block again = new Block(24);
  private final Block g = new Block(G.SELF + 8);
  private final Block piece = new Block(8 * PIECE);
  private long address;
  private long length;
  private long capacity;
  private int candidates;

  /**
   * Finds the list.
   *
   * @throws MalformedException where there is none
   */
  public AllGoroutines(Memory memory, Scan scan, Module module)
      throws IOException, MalformedException {
    this.memory = memory;
    this.scan = scan;
    this.module = module;
    find();
  }

  /**
   * Tells how many there are now.
   *
   * @throws MalformedException where the list is gone
   */
  public int size() throws IOException, MalformedException {
    if (!header.load(memory, address) || header.u64(8) < length) {
      find(); // it was another list of the same goroutines
      header.load(memory, address);
    }
    length = header.u64(8);
    if (length > MOST) {
      throw new MalformedException("the list of goroutines has " + length + " elements");
    }
    return (int) length;
  }

  /**
   * Reads a part of the list. It may be moved meanwhile.
   *
   * @param into gets the addresses, or 0 for what makes no sense
   * @return how many there are, {@link #PIECE} at most
   */
  public int read(int from, int count, long[] into) throws IOException, MalformedException {
    int wanted = Math.min(count, PIECE);
    for (int i = 0; i < TRIES; i++) {
      boolean read =
          header.load(memory, address)
              && piece.load(memory, header.u64(0) + 8L * from, 8 * wanted)
              && again.load(memory, address);
      if (read && header.u64(0) == again.u64(0)) {
        for (int k = 0; k < wanted; k++) {
          long element = piece.u64(8 * k);
          into[k] = isAddress(element) ? element : 0;
        }
        return wanted;
      }
    }
    throw new MalformedException("the list of goroutines cannot be read");
  }

  private void find() throws IOException, MalformedException {
    address = -1;
    length = 0;
    capacity = 0;
    candidates = 0;
    scan.find(
        memory,
        module.bss(),
        module.bssEnd(),
        8,
        24,
        (b, at, where) -> {
          consider(where, b.getLong(at), b.getLong(at + 8), b.getLong(at + 16));
          return false;
        });
    if (address < 0) {
      throw new MalformedException("the list of goroutines is not there");
    }
  }

  /** Of several, the longest: while a garbage collection runs there is one without spare room. */
  private void consider(long where, long array, long size, long room)
      throws IOException, MalformedException {
    boolean isLonger = size > length || (size == length && room > capacity);
    if (size <= 0 || size > room || room >= MOST || !isAddress(array) || !isLonger) {
      return;
    }
    if (++candidates > MOST_CANDIDATES) {
      throw new MalformedException("too many lists look like that of the goroutines");
    }
    long step = Math.max(1, size / SAMPLE);
    for (long i = 0; i < size; i += step) {
      if (!again.load(memory, array + 8 * i, 8) || !isG(again.u64(0))) {
        return;
      }
    }
    address = where;
    length = size;
    capacity = room;
  }

  private boolean isG(long at) throws IOException {
    if (!isAddress(at) || !g.load(memory, at) || g.u64(G.SELF) != at) {
      return false;
    }
    long low = g.u64(G.STACK);
    long high = g.u64(G.STACK + 8);
    return low == high ? low == 0 : low < high && high - low <= BIGGEST_STACK;
  }

  private static boolean isAddress(long value) {
    return value > 1 << 16 && value < Memory.LIMIT && (value & 7) == 0;
  }
}
