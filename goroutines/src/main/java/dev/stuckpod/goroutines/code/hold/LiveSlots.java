package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.LongCache;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;
import java.util.BitSet;

/**
 * Which places of a frame hold pointers that the collector follows: FUNCDATA_LocalsPointerMaps (1)
 * and ArgsPointerMaps (0), by PCDATA_StackMapIndex (1). A map: number of bitmaps, bits of each, the
 * bitmaps.
 */
final class LiveSlots {

  private static final int ARGUMENTS = 0;
  private static final int LOCALS = 1;
  private static final int INDEX = 1;
  private static final int MOST_BITS = 1 << 16;
  private static final int REMEMBERED_BITS = 9;
  private static final long REMEMBERED_BYTES = 1 << 20;

  private final Binary binary;
  private final LongCache<Maps> known = new LongCache<>(REMEMBERED_BITS, REMEMBERED_BYTES);

  private record Bits(BitSet set, int size) {}

  private record Maps(Bits locals, Bits arguments) {}

  LiveSlots(Binary binary) {
    this.binary = binary;
  }

  /**
   * Whether the place at an offset is alive.
   *
   * @param isCall whether a call returns to the pc
   * @param offset from where the return address lies
   */
  boolean isLive(Function f, long pc, boolean isCall, long offset)
      throws IOException, MalformedException {
    long key = pc << 1 | (isCall ? 1 : 0);
    Maps maps = known.get(key);
    if (maps == null) {
      int index = Math.max(binary.functions().pcData(f, INDEX, isCall ? pc - 1 : pc), 0);
      maps = new Maps(read(f, LOCALS, index), read(f, ARGUMENTS, index));
      known.put(key, maps, 128 + (maps.locals().size() + maps.arguments().size()) / 8);
    }
    boolean argument = offset >= 8;
    Bits bits = argument ? maps.arguments() : maps.locals();
    // arguments begin a word above the return address, locals end a word below it
    long slot = argument ? (offset - 8) / 8 : Math.floorDiv(offset + 8 + 8L * bits.size(), 8L);
    return slot >= 0 && slot < bits.size() && bits.set().get((int) slot);
  }

  private Bits read(Function f, int table, int index) throws IOException, MalformedException {
    long map = binary.functions().data(f, table);
    Constants constants = binary.constants();
    if (map == 0) {
      return new Bits(new BitSet(), 0);
    }
    int count = constants.i32(map);
    int size = constants.i32(map + 4);
    if (size < 0 || size > MOST_BITS) {
      throw new MalformedException("a map of a frame has " + size + " bits");
    }
    BitSet set = new BitSet();
    if (index < count) {
      long start = map + 8 + (long) index * ((size + 7) / 8);
      for (int bit = 0; bit < size; bit++) {
        if ((constants.u8(start + bit / 8) >> bit % 8 & 1) != 0) {
          set.set(bit);
        }
      }
    }
    return new Bits(set, size);
  }
}
