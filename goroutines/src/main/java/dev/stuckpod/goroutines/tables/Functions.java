package dev.stuckpod.goroutines.tables;

import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** All functions of a program, by pc. */
public final class Functions {

  private static final int LONGEST_NAME = 4096;
  private static final long NO_DATA = 0xffffffffL;

  private final Constants constants;
  private final PcHeader header;
  private final Module module;
  private final PcValues values;

  Functions(Constants constants, PcHeader header, Module module, PcValues values) {
    this.constants = constants;
    this.header = header;
    this.module = module;
    this.values = values;
  }

  /** Finds the function that a pc lies in; null where it lies in none. */
  public @Nullable Function at(long pc) throws IOException, MalformedException {
    int index = index(pc);
    return index < 0 ? null : read(header.lookup() + constants.u32(slot(index) + 4));
  }

  /** Gives where the function that a pc lies in ends: where the next one begins; -1 for none. */
  public long end(long pc) throws IOException, MalformedException {
    int index = index(pc);
    return index < 0 ? -1 : module.text() + constants.u32(slot(index + 1));
  }

  /** Whether a function begins at a pc. */
  public boolean isEntry(long pc) throws IOException, MalformedException {
    int index = index(pc);
    return index >= 0 && module.text() + constants.u32(slot(index)) == pc;
  }

  /** Whether a pc lies in a function. */
  public boolean isCode(long pc) throws IOException, MalformedException {
    return index(pc) >= 0;
  }

  /** Looks up a value that the compiler gives for a pc, PCDATA. */
  public int pcData(Function f, int table, long pc) throws IOException, MalformedException {
    return table >= f.pcTables()
        ? PcValues.NONE
        : values.at(constants.i32(f.lists() + 4L * table), f.entry(), pc);
  }

  /** Gives the address of what the compiler tells of a function, FUNCDATA; 0 where it does not. */
  public long data(Function f, int index) throws IOException, MalformedException {
    if (index >= f.functionData()) {
      return 0;
    }
    long offset = constants.u32(f.lists() + 4L * (f.pcTables() + index));
    return offset == NO_DATA ? 0 : module.functionData() + offset;
  }

  /** Gives a function's name, one char per byte. */
  public String name(int offset) throws IOException, MalformedException {
    return text(header.names() + offset);
  }

  /** Gives {@code file:line} of a pc, {@code ?:0} where the tables do not tell. */
  public String position(Function f, long pc) throws IOException, MalformedException {
    int file = values.at(f.fileValues(), f.entry(), pc);
    int line = values.at(f.lineValues(), f.entry(), pc);
    if (file < 0 || line < 0) {
      return "?:0";
    }
    long offset = constants.u32(header.units() + 4 * ((f.unit() & 0xffffffffL) + file));
    return offset == NO_DATA ? "?:0" : text(header.files() + offset) + ":" + line;
  }

  /** Tells how many bytes an entry of a tree of inlined calls has. */
  public int inlineTreeSize() {
    return header.inlineTreeSize();
  }

  /** Tells where such an entry has the name; the pc of the caller follows. */
  public int inlinedName() {
    return header.inlineTreeSize() == 16 ? 4 : 12;
  }

  private String text(long address) throws IOException, MalformedException {
    return new String(constants.text(address, LONGEST_NAME), StandardCharsets.ISO_8859_1);
  }

  private int index(long pc) throws IOException, MalformedException {
    if (pc < module.text() || pc >= module.textEnd()) {
      return -1;
    }
    long offset = pc - module.text();
    int low = 0;
    int high = header.functions();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (constants.u32(slot(middle)) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private long slot(int index) {
    return header.lookup() + 8L * index;
  }

  private Function read(long at) throws IOException, MalformedException {
    int size = header.functionSize();
    int pcTables = constants.i32(at + 28);
    if (pcTables < 0 || pcTables > 0xff) {
      throw new MalformedException("a function has " + pcTables + " tables");
    }
    return new Function(
        module.text() + constants.u32(at),
        name(constants.i32(at + 4)),
        constants.i32(at + 16),
        constants.i32(at + 20),
        constants.i32(at + 24),
        constants.i32(at + 32),
        constants.u8(at + size - 3),
        at + size,
        pcTables,
        constants.u8(at + size - 1));
  }
}
