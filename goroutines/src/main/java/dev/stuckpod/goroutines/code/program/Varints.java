package dev.stuckpod.goroutines.code.program;

import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;

/** Reads the numbers of tables, one after the other, seven bits a byte. */
public final class Varints {

  private static final int LONGEST = 5;

  private final Constants constants;
  private long at;

  /** Begins at an address. */
  public Varints(Constants constants, long at) {
    this.constants = constants;
    this.at = at;
  }

  /** Gives the next number. */
  public long next() throws IOException, MalformedException {
    long value = 0;
    for (int i = 0; i < LONGEST; i++) {
      int b = constants.u8(at++);
      value |= (long) (b & 0x7f) << 7 * i;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedException("a number in a table of a function does not end");
  }
}
