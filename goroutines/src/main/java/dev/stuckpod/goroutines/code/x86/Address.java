package dev.stuckpod.goroutines.code.x86;

/**
 * Where an instruction reads or writes: {@code base + index * scale + displacement}.
 *
 * @param base number of a register, or {@link #NONE}; those relative to the instruction pointer are
 *     worked out, and have none
 * @param index number of a register, or {@link #NONE}
 */
public record Address(int base, int index, int scale, long displacement) {

  /** There is no such register. */
  public static final int NONE = -1;
}
