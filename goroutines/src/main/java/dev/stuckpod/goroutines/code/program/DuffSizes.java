package dev.stuckpod.goroutines.code.program;

import dev.stuckpod.goroutines.code.x86.Decoder;
import dev.stuckpod.goroutines.code.x86.Instruction;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;

/** How many bytes the runtime's unrolled loops write (duffzero, duffcopy), by where one enters. */
public final class DuffSizes {

  private static final int LONGEST = 1 << 14;
  private static final int STORE = 16;

  /** More than any of them writes. */
  private static final int ALL = 1 << 14;

  private final Binary binary;

  /** Looks at a program. */
  public DuffSizes(Binary binary) {
    this.binary = binary;
  }

  /** Gives how many bytes are written from an entry on. */
  public int size(long entry) throws IOException, MalformedException {
    Function f = binary.at(entry);
    byte[] code = f == null ? null : binary.code(f, LONGEST);
    if (f == null || code == null) {
      return ALL;
    }
    var decoder = new Decoder(code, code.length, f.entry());
    int size = 0;
    for (int i = (int) (entry - f.entry()); i < code.length; ) {
      Instruction x = decoder.at(i);
      if (x == null) {
        return ALL;
      }
      if (x.isReturn()) {
        return size;
      }
      boolean stores = x.map() == Instruction.EXTENDED && x.memory() != null;
      size +=
          stores && (x.opcode() == 0x11 || x.opcode() == 0x29 || x.opcode() == 0x7f) ? STORE : 0;
      i += x.length();
    }
    return ALL;
  }
}
