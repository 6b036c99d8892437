package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.layout.Layout.Heap;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Gathering;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The heap as it was when it was read: spans of pages, each with objects of one size. */
final class Spans {

  /** More spans than this are not read: 40 bytes for each. */
  private static final int MOST = 1 << 18;

  private static final int PAGE_BITS = 13;
  private static final int ARENA_BITS = 26;
  private static final int PAGES = 1 << (ARENA_BITS - PAGE_BITS);

  /** So far apart may the first and the last arena be. */
  private static final int MOST_ARENAS = 1 << 17;

  /** Of these, so many have pages; 32 KiB for each. */
  private static final int MOST_TABLES = 256;

  private static final long LONGEST = 1L << 22;
  private static final int IN_USE = 1;
  private static final int PIECE = 1024;
  private static final long WEIGHT = 40;

  /** Of those in use, so many may be in the middle of a change. */
  private static final int CHANGING = 64;

  private final Heap at;
  private final Bounds bounds;
  private final Gathering gathering;
  private long[] base = new long[PIECE];
  private int[] pages = new int[PIECE];
  private long[] length = new long[PIECE];
  private int[] element = new int[PIECE];
  private boolean[] pointers = new boolean[PIECE];
  private long[] specials = new long[PIECE];
  private int size;
  private int strange;
  private long firstArena;
  private int[][] arenas = {};
  private int tables;

  private Spans(Memory memory, Heap at, Bounds bounds) {
    this.at = at;
    this.bounds = bounds;
    gathering = new Gathering(memory, Heap.SIZE, PIECE);
  }

  /**
   * Reads all spans that are in use.
   *
   * @throws MalformedException where they make no sense, or are too many
   */
  static Spans read(Memory memory, SpanList list, Heap at, Bounds bounds)
      throws IOException, MalformedException {
    Spans spans = list(memory, list, at, bounds);
    spans.index();
    return spans;
  }

  /** Reads all spans that are in use, of which none is looked for by an address. */
  static Spans list(Memory memory, SpanList list, Heap at, Bounds bounds)
      throws IOException, MalformedException {
    var spans = new Spans(memory, at, bounds);
    int size = list.size();
    Block piece = new Block(8 * PIECE);
    long[] addresses = new long[PIECE];
    for (int from = 0; from < size; from += PIECE) {
      int count = Math.min(PIECE, size - from);
      list.read(from, count, piece);
      for (int i = 0; i < count; i++) {
        long address = piece.u64(8 * i);
        addresses[i] = address > 0 && address < Memory.LIMIT && (address & 7) == 0 ? address : 0;
      }
      spans.grow(count);
      spans.gathering.read(addresses, count, spans.visitor);
    }
    if (spans.strange > CHANGING + spans.size / CHANGING) {
      throw new MalformedException("its spans are not laid out as in that version");
    }
    return spans;
  }

  /** Whether an mspan may look like this. */
  static boolean isUsual(long start, long pages, int state) {
    return state <= 2
        && start >= 0
        && start < Memory.LIMIT
        && (start & ((1 << PAGE_BITS) - 1)) == 0
        && pages >= 0
        && pages <= LONGEST;
  }

  private void grow(int more) throws MalformedException {
    if (size + more > MOST) {
      throw new MalformedException("the heap has more than " + MOST + " spans");
    }
    if (size + more > base.length) {
      int room = Math.max(size + more, base.length + base.length / 2);
      bounds.checkBytes(WEIGHT * room);
      base = Arrays.copyOf(base, room);
      pages = Arrays.copyOf(pages, room);
      length = Arrays.copyOf(length, room);
      element = Arrays.copyOf(element, room);
      pointers = Arrays.copyOf(pointers, room);
      specials = Arrays.copyOf(specials, room);
    }
  }

  private final Gathering.Visitor visitor =
      new Gathering.Visitor() {
        @Override
        public void see(int i, long address, ByteBuffer in, int from) {
          add(in, from);
        }

        @Override
        public void miss(int i) {
          strange++;
        }
      };

  private void add(ByteBuffer in, int from) {
    long start = in.getLong(from + Heap.START);
    long count = in.getLong(from + Heap.PAGES);
    int state = in.get(from + at.state());
    if (state != IN_USE) {
      strange += isUsual(start, count, state & 0xff) ? 0 : 1;
      return;
    }
    long used = in.getLong(from + at.limit()) - start;
    long each = in.getLong(from + at.elementSize());
    boolean large = (in.get(from + at.spanClass()) & 0xfe) == 0;
    boolean sane =
        isUsual(start, count, state)
            && used > 0
            && used <= count << PAGE_BITS
            && each > 0
            && (each & 7) == 0
            && (large ? each <= count << PAGE_BITS : used % each == 0);
    if (!sane) {
      strange++;
      return;
    }
    base[size] = start;
    pages[size] = (int) count;
    length[size] = used;
    // the one object of a large span is its whole, whatever of it is used
    element[size] = large ? 0 : (int) each;
    pointers[size] = (in.get(from + at.spanClass()) & 1) == 0;
    specials[size] = in.getLong(from + at.specials());
    size++;
  }

  private void index() throws MalformedException {
    long low = Long.MAX_VALUE;
    long high = 0;
    for (int s = 0; s < size; s++) {
      low = Math.min(low, base[s] >>> ARENA_BITS);
      high = Math.max(high, (base[s] + ((long) pages[s] << PAGE_BITS) - 1) >>> ARENA_BITS);
    }
    if (size == 0 || high - low >= MOST_ARENAS) {
      throw new MalformedException(size == 0 ? "no span is in use" : "the heap is too far apart");
    }
    firstArena = low;
    arenas = new int[(int) (high - low + 1)][];
    for (int s = 0; s < size; s++) {
      long page = base[s] >>> PAGE_BITS;
      for (int i = 0; i < pages[s]; i++, page++) {
        int arena = (int) (page / PAGES - low);
        int[] table = arenas[arena];
        if (table == null) {
          table = new int[PAGES];
          arenas[arena] = table;
          if (++tables > MOST_TABLES) {
            throw new MalformedException("the heap is too large");
          }
        }
        table[(int) page & (PAGES - 1)] = s + 1;
      }
    }
  }

  /** Tells how many bytes all this takes, about. */
  long weight() {
    return WEIGHT * base.length + 4L * PAGES * tables + 8L * arenas.length;
  }

  /** Tells how many there are. */
  int size() {
    return size;
  }

  /** Whether a span of another reading is in this one, with objects of the same size and kind. */
  boolean has(Spans other, int s) {
    int own = find(other.base[s]);
    return own >= 0
        && base[own] == other.base[s]
        && element[own] == other.element[s]
        && length[own] >= other.length[s]
        && pointers[own] == other.pointers[s];
  }

  /** Finds the span that an address lies in; -1 for none. */
  int find(long address) {
    long arena = (address >>> ARENA_BITS) - firstArena;
    if (arena < 0 || arena >= arenas.length) {
      return -1;
    }
    int[] table = arenas[(int) arena];
    return table == null ? -1 : table[(int) (address >>> PAGE_BITS) & (PAGES - 1)] - 1;
  }

  /** Tells which object of its span an address lies in; -1 for what lies behind all of them. */
  int object(int s, long address) {
    long offset = address - base[s];
    if (element[s] == 0) {
      return 0;
    }
    return offset < length[s] ? (int) offset / element[s] : -1;
  }

  /** Gives where an object begins. */
  long start(int s, int object) {
    return base[s] + (long) object * element[s];
  }

  /** Gives the bytes of each object. */
  long elementSize(int s) {
    return element[s] == 0 ? length[s] : element[s];
  }

  /** Tells how many objects there are or could be. */
  int objects(int s) {
    return element[s] == 0 ? 1 : (int) (length[s] / element[s]);
  }

  /** Whether the objects may hold pointers. */
  boolean holdsPointers(int s) {
    return pointers[s];
  }

  /** Gives the address of the first note on one of the objects, 0 for none. */
  long specials(int s) {
    return specials[s];
  }
}
