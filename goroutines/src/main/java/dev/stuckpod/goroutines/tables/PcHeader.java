package dev.stuckpod.goroutines.tables;

import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.memory.Block;
import java.util.Optional;

/**
 * The head of the table of functions, runtime.pcHeader (src/runtime/symtab.go), whose parts all lie
 * at fixed distances from it.
 *
 * @param address in the process
 * @param inlineTreeSize bytes of one entry of the tree of inlined calls
 * @param functionSize bytes of a _func before its lists
 * @param functions how many there are
 * @param names address of their names
 * @param units address of the file numbers of each compilation unit
 * @param files address of the file names
 * @param values address of the values of each pc
 * @param lookup address of the table to look up functions by pc, followed by the functions
 */
record PcHeader(
    long address,
    int inlineTreeSize,
    int functionSize,
    int functions,
    long names,
    long units,
    long files,
    long values,
    long lookup) {

  static final int SIZE = 72;
  private static final int GO_1_18 = 0xfffffff0;
  private static final int GO_1_20 = 0xfffffff1;
  private static final int MOST_FUNCTIONS = 1 << 24;
  private static final long LONGEST = 1L << 32;

  /** Reads one; empty where there is none. */
  static Optional<PcHeader> read(Block b, long address, Arch arch) {
    int magic = b.i32(0);
    if (!isMagic(magic)
        || b.u8(4) != 0
        || b.u8(5) != 0
        || b.u8(6) != arch.quantum()
        || b.u8(7) != 8) {
      return Optional.empty();
    }
    long functions = b.u64(8);
    long[] parts = new long[5];
    long least = SIZE;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = b.u64(32 + 8 * i);
      if (parts[i] < least || parts[i] > LONGEST) {
        return Optional.empty();
      }
      least = parts[i];
    }
    if (functions <= 0 || functions > MOST_FUNCTIONS || parts[0] > 256) {
      return Optional.empty();
    }
    boolean old = magic == GO_1_18;
    return Optional.of(
        new PcHeader(
            address,
            old ? 20 : 16,
            old ? 40 : 44,
            (int) functions,
            address + parts[0],
            address + parts[1],
            address + parts[2],
            address + parts[3],
            address + parts[4]));
  }

  static boolean isMagic(int first) {
    return first == GO_1_18 || first == GO_1_20;
  }
}
