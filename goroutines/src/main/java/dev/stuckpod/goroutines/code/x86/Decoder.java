package dev.stuckpod.goroutines.code.x86;

import org.jspecify.annotations.Nullable;

/**
 * Decodes instructions of a piece of code: the length of each, and the operands of those outside of
 * the vector units. What is no instruction, or is cut, is refused, whatever the bytes are.
 */
public final class Decoder {

  private static final int LONGEST = 15;
  private static final int SIGN = 0x80;

  private final byte[] code;
  private final int end;
  private final long start;

  private int at;
  private int limit;
  private int flags;
  private int rex;
  private int map;
  private int also;
  private int reg;
  private int rm;
  private @Nullable Address memory;
  private boolean relative;

  /**
   * Decodes a copy of code.
   *
   * @param length how many of the bytes are code
   * @param start pc of the first byte
   */
  public Decoder(byte[] code, int length, long start) {
    this.code = code;
    this.end = Math.min(length, code.length);
    this.start = start;
  }

  /** Decodes the instruction at an index; null where there is none. */
  public @Nullable Instruction at(int index) {
    if (index < 0 || index >= end) {
      return null;
    }
    at = index;
    limit = Math.min(end, index + LONGEST);
    flags = 0;
    rex = 0;
    also = -1;
    reg = 0;
    rm = 0;
    memory = null;
    relative = false;
    try {
      int opcode = opcode();
      int follow = follow(opcode);
      if ((follow & Opcodes.INVALID) != 0) {
        return null;
      }
      if ((follow & Opcodes.MODRM) != 0) {
        modRm();
        follow |= immediateOfTest(opcode);
      } else if (map == Instruction.PLAIN) {
        rm = opcode & 7 | (rex & 1) << 3;
      }
      flags |= (rex & 8) != 0 ? Instruction.WIDE : 0;
      long immediate = immediate(opcode, follow);
      return made(index, at - index, opcode, immediate);
    } catch (CutException cut) {
      return null;
    }
  }

  private Instruction made(int index, int length, int opcode, long immediate) {
    long pc = start + index;
    Address where = memory;
    if (where != null && relative) {
      where = new Address(Address.NONE, Address.NONE, 1, pc + length + where.displacement());
    }
    return new Instruction(pc, length, map, opcode, flags, reg, rm, also, where, immediate);
  }

  /** Reads prefixes and the opcode, and works out the table it is of. */
  private int opcode() throws CutException {
    int b = next();
    while (isPrefix(b)) {
      b = next();
    }
    if (b >> 4 == 4) {
      rex = b & 15;
      b = next();
    }
    return switch (b) {
      case 0x0f -> behindEscape();
      case 0xc5 -> {
        int p = next();
        rex = (p & SIGN) == 0 ? 4 : 0;
        map = Instruction.VECTOR + Instruction.EXTENDED;
        also = ~p >> 3 & 15;
        yield next();
      }
      case 0xc4 -> {
        vector(31);
        yield next();
      }
      case 0x62 -> {
        vector(7);
        next();
        flags |= Instruction.STRANGE_ADDRESS;
        yield next();
      }
      default -> {
        map = Instruction.PLAIN;
        yield b;
      }
    };
  }

  private int behindEscape() throws CutException {
    int b = next();
    map =
        switch (b) {
          case 0x38 -> Instruction.EXTENDED_38;
          case 0x3a -> Instruction.EXTENDED_3A;
          default -> Instruction.EXTENDED;
        };
    return map == Instruction.EXTENDED ? b : next();
  }

  /** Reads two bytes of a VEX or EVEX prefix. */
  private void vector(int maps) throws CutException {
    int p = next();
    int q = next();
    rex = ~p >> 5 & 7 | q >> 4 & 8;
    map = Instruction.VECTOR + (p & maps);
    also = ~q >> 3 & 15;
  }

  private boolean isPrefix(int b) {
    switch (b) {
      case 0x66 -> flags |= Instruction.SHORT;
      case 0xf0 -> flags |= Instruction.LOCK;
      case 0xf2, 0xf3 -> flags |= Instruction.REPEAT;
      case 0x64, 0x65, 0x67 -> flags |= Instruction.STRANGE_ADDRESS;
      case 0x26, 0x2e, 0x36, 0x3e -> {} // without effect in 64-bit mode
      default -> {
        return false;
      }
    }
    return true;
  }

  private int follow(int opcode) {
    return switch (map) {
      case Instruction.PLAIN -> Opcodes.PLAIN.after(opcode);
      case Instruction.EXTENDED -> Opcodes.EXTENDED.after(opcode);
      case Instruction.EXTENDED_3A -> Opcodes.MODRM | Opcodes.BYTE;
      case Instruction.VECTOR + Instruction.EXTENDED ->
          opcode == 0x77 ? 0 : Opcodes.MODRM | Opcodes.EXTENDED.after(opcode) & Opcodes.BYTE;
      case Instruction.VECTOR + Instruction.EXTENDED_3A -> Opcodes.MODRM | Opcodes.BYTE;
      case Instruction.VECTOR -> Opcodes.INVALID;
      default -> Opcodes.MODRM;
    };
  }

  private void modRm() throws CutException {
    int b = next();
    int mode = b >> 6;
    flags |= Instruction.MODRM;
    reg = b >> 3 & 7 | (rex & 4) << 1;
    rm = b & 7 | (rex & 1) << 3;
    if (mode == 3) {
      return;
    }
    int base = rm;
    int index = Address.NONE;
    int scale = 1;
    boolean far = mode == 2;
    if ((b & 7) == 4) {
      int sib = next();
      scale = 1 << (sib >> 6);
      index = sib >> 3 & 7 | (rex & 2) << 2;
      index = index == 4 ? Address.NONE : index;
      base = sib & 7 | (rex & 1) << 3;
      if ((sib & 7) == 5 && mode == 0) {
        base = Address.NONE;
        far = true;
      }
    } else if ((b & 7) == 5 && mode == 0) {
      base = Address.NONE;
      relative = true;
      far = true;
    }
    long displacement = far ? number(4) : mode == 1 ? number(1) : 0;
    memory = new Address(base, index, scale, displacement);
  }

  /** Of the group of f6 and f7 only the test has an immediate. */
  private int immediateOfTest(int opcode) {
    boolean test = map == Instruction.PLAIN && opcode >> 1 == 0x7b && (reg & 7) < 2;
    return !test ? 0 : opcode == 0xf6 ? Opcodes.BYTE : Opcodes.WORD;
  }

  private long immediate(int opcode, int follow) throws CutException {
    boolean isShort = (flags & Instruction.SHORT) != 0 && (rex & 8) == 0;
    long value = 0;
    if ((follow & Opcodes.WORD) != 0) {
      boolean move = opcode >> 3 == 0x17 && (rex & 8) != 0;
      value = number(move ? 8 : isShort ? 2 : 4);
    }
    if ((follow & Opcodes.LONG) != 0) {
      value = number(4);
    }
    if ((follow & Opcodes.TWO) != 0) {
      value = number(2);
    }
    if ((follow & Opcodes.EIGHT) != 0) {
      value = number((flags & Instruction.STRANGE_ADDRESS) != 0 ? 4 : 8);
    }
    return (follow & Opcodes.BYTE) != 0 ? number(1) : value;
  }

  private long number(int size) throws CutException {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) next() << 8 * i;
    }
    int unused = 64 - 8 * size;
    return value << unused >> unused;
  }

  private int next() throws CutException {
    if (at >= limit) {
      throw new CutException();
    }
    return code[at++] & 0xff;
  }

  /** The code ends within an instruction, or that is longer than any. */
  private static final class CutException extends Exception {

    private static final long serialVersionUID = 1;

    private CutException() {
      super(null, null, false, false);
    }
  }
}
