package dev.stuckpod.goroutines.code.x86;

import org.jspecify.annotations.Nullable;

/**
 * One instruction. Registers are numbered as the processor does: rax rcx rdx rbx rsp rbp rsi rdi r8
 * to r15.
 *
 * @param length in bytes, 1 to 15
 * @param map which table the opcode is of
 * @param opcode its last byte
 * @param flags of the prefixes, see the constants
 * @param reg the register that the ModRM byte names first, or what it adds to the opcode
 * @param rm the other register, also one that the opcode itself names; without meaning beside
 *     memory
 * @param also the register that a VEX prefix names, -1 without one
 * @param memory the operand in memory, if any
 * @param immediate sign-extended; 0 without one
 */
public record Instruction(
    long pc,
    int length,
    int map,
    int opcode,
    int flags,
    int reg,
    int rm,
    int also,
    @Nullable Address memory,
    long immediate) {

  /** Opcodes of one byte. */
  public static final int PLAIN = 0;

  /** Opcodes behind 0f. */
  public static final int EXTENDED = 1;

  /** Opcodes behind 0f 38. */
  public static final int EXTENDED_38 = 2;

  /** Opcodes behind 0f 3a. */
  public static final int EXTENDED_3A = 3;

  /** Of opcodes with a VEX or EVEX prefix the map is this much higher. */
  public static final int VECTOR = 4;

  /** Operands have 64 bits. */
  public static final int WIDE = 1;

  /** Operands have 16 bits. */
  public static final int SHORT = 2;

  /** The instruction is atomic. */
  public static final int LOCK = 4;

  /** A string instruction repeats. */
  public static final int REPEAT = 8;

  /** A ModRM byte follows the opcode. */
  public static final int MODRM = 16;

  /** The address is not what it seems: a segment's, cut to 32 bits, or with a scaled offset. */
  public static final int STRANGE_ADDRESS = 32;

  private static final int NEAR_CALL = 0xe8;
  private static final int JUMP = 0xe9;
  private static final int SHORT_JUMP = 0xeb;
  private static final int JUMP_IF_ZERO_COUNT = 0xe3;
  private static final int INDIRECT = 0xff;
  private static final int EXCHANGE = 0xb1;
  private static final int ADD = 0xc1;

  /** Gives where the next instruction begins. */
  public long next() {
    return pc + length;
  }

  /** Whether a flag is set. */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Whether operands have 64 bits. */
  public boolean isWide() {
    return has(WIDE);
  }

  /** Whether the opcode is one of a table. */
  public boolean is(int ofMap, int code) {
    return map == ofMap && opcode == code;
  }

  /** Whether the ModRM byte names two registers, and no memory. */
  public boolean isBetweenRegisters() {
    return has(MODRM) && memory == null;
  }

  /** Gives what the ModRM byte adds to the opcode, 0 to 7. */
  public int digit() {
    return reg & 7;
  }

  /** Whether this calls a function that it names. */
  public boolean isCall() {
    return is(PLAIN, NEAR_CALL);
  }

  /** Whether this calls a function that a register or memory names. */
  public boolean isIndirectCall() {
    return is(PLAIN, INDIRECT) && digit() == 2;
  }

  /** Whether this goes where a register or memory says. */
  public boolean isIndirectJump() {
    return is(PLAIN, INDIRECT) && digit() == 4;
  }

  /** Whether this always goes elsewhere. */
  public boolean isJump() {
    return map == PLAIN && (opcode == JUMP || opcode == SHORT_JUMP);
  }

  /** Whether this goes elsewhere on a condition, which is in the last four bits of the opcode. */
  public boolean isBranch() {
    return map == PLAIN
        ? opcode >> 4 == 7 || opcode == JUMP_IF_ZERO_COUNT
        : map == EXTENDED && opcode >> 4 == 8;
  }

  /** Whether this leaves the function. */
  public boolean isReturn() {
    return map == PLAIN && (opcode == 0xc3 || opcode == 0xc2);
  }

  /** Whether execution ends here: a breakpoint, a halt, an instruction that is undefined. */
  public boolean isTrap() {
    return map == PLAIN ? opcode == 0xcc || opcode == 0xf4 : is(EXTENDED, 0x0b);
  }

  /** Whether this is an atomic compare-and-exchange of memory. */
  public boolean isExchange() {
    return has(LOCK) && is(EXTENDED, EXCHANGE) && memory != null;
  }

  /** Whether this is an atomic addition to memory that also gives the value before. */
  public boolean isAtomicAdd() {
    return has(LOCK) && is(EXTENDED, ADD) && memory != null;
  }

  /** Gives where a call, jump or branch goes that names its target. */
  public long target() {
    return next() + immediate;
  }
}
