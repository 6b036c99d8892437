package dev.stuckpod.goroutines.tables;

import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.util.Optional;

/**
 * What the linker tells the runtime about the program, runtime.moduledata.
 *
 * @param text where the code begins
 * @param textEnd where it ends
 * @param data initialised variables that hold pointers
 * @param bss other variables that hold pointers
 * @param functionData what the functions' own tables are relative to
 * @param followed whether another module is loaded
 */
public record Module(
    long text,
    long textEnd,
    long data,
    long dataEnd,
    long bss,
    long bssEnd,
    long functionData,
    boolean followed) {

  static final int LOOKUP_LENGTH = 136;
  private static final int SIZE = 600;
  private static final int TEXT = 176;
  private static final int DATA = 208;
  private static final int BSS = 224;
  private static final long LONGEST = 1L << 32;

  /** Reads it; empty where the bytes are none. */
  static Optional<Module> read(Memory memory, long address, Layout layout) throws IOException {
    Block b = new Block(SIZE);
    if (!b.load(memory, address)) {
      return Optional.empty();
    }
    Module module =
        new Module(
            b.u64(TEXT),
            b.u64(TEXT + 8),
            b.u64(DATA),
            b.u64(DATA + 8),
            b.u64(BSS),
            b.u64(BSS + 8),
            b.u64(layout.functionData()),
            isModule(memory, b.u64(layout.nextModule())));
    return isRange(module.text, module.textEnd)
            && isRange(module.data, module.dataEnd)
            && isRange(module.bss, module.bssEnd)
        ? Optional.of(module)
        : Optional.empty();
  }

  private static boolean isRange(long from, long to) {
    return from > 0 && from <= to && to < Memory.LIMIT && to - from < LONGEST;
  }

  private static boolean isModule(Memory memory, long address) throws IOException {
    Block word = new Block(8);
    return address != 0
        && word.load(memory, address)
        && word.load(memory, word.u64(0))
        && PcHeader.isMagic(word.i32(0));
  }
}
