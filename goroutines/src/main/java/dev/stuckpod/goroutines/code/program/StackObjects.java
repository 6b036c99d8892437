package dev.stuckpod.goroutines.code.program;

import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;

/**
 * The variables of a frame whose address is taken and that hold pointers: FUNCDATA_StackObjects, an
 * array of stackObjectRecord (src/runtime/stack.go): offset from the end of the variables (or, from
 * 0 on, from the arguments), size, two more words of four bytes.
 */
public final class StackObjects {

  private static final int STACK_OBJECTS = 2;
  private static final int MOST = 4096;
  private static final int RECORD = 16;
  private static final int WORD = 8;

  /** The variables end a word below the return address, the arguments begin a word above it. */
  private static final int SHIFT = 8;

  private final int[] offsets;
  private final int[] sizes;

  private StackObjects(int[] offsets, int[] sizes) {
    this.offsets = offsets;
    this.sizes = sizes;
  }

  /** Gives where an object begins. */
  public int offset(int object) {
    return offsets[object];
  }

  /** Gives where an object ends. */
  public long end(int object) {
    return (long) offsets[object] + sizes[object];
  }

  /** Reads those of a function. */
  public static StackObjects of(Binary binary, Function f) throws IOException, MalformedException {
    long data = binary.functions().data(f, STACK_OBJECTS);
    Constants constants = binary.constants();
    int count = data == 0 ? 0 : constants.i32(data);
    if (count < 0 || count > MOST) {
      throw new MalformedException("a frame has " + count + " objects");
    }
    int[] offsets = new int[count];
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      long at = data + WORD + (long) RECORD * i;
      int offset = constants.i32(at);
      offsets[i] = offset < 0 ? offset - SHIFT : offset + SHIFT;
      sizes[i] = Math.max(constants.i32(at + 4), WORD);
    }
    return new StackObjects(offsets, sizes);
  }

  /** Gives the object that holds an offset, by number; -1 for none. */
  public int holding(long offset) {
    for (int i = 0; i < offsets.length; i++) {
      if (offset >= offsets[i] && offset < (long) offsets[i] + sizes[i]) {
        return i;
      }
    }
    return -1;
  }
}
