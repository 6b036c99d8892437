package dev.stuckpod.goroutines.code.x86;

/**
 * What follows the opcodes of a table: a ModRM byte, an immediate. Source: Intel's manual, volume
 * 2, appendix A, for 64-bit mode.
 */
final class Opcodes {

  /** A ModRM byte follows. */
  static final int MODRM = 1;

  /** A byte follows. */
  static final int BYTE = 2;

  /** Four bytes follow, two if operands are short. */
  static final int WORD = 4;

  /** Four bytes follow. */
  static final int LONG = 8;

  /** Two bytes follow. */
  static final int TWO = 16;

  /** Eight bytes follow: an address. */
  static final int EIGHT = 32;

  /** There is no such instruction. */
  static final int INVALID = 64;

  static final Opcodes PLAIN =
      new Opcodes()
          .add(MODRM, "00-03 08-0b 10-13 18-1b 20-23 28-2b 30-33 38-3b 63 69 6b 80-8f c0-c1 c6-c7")
          .add(MODRM, "d0-d3 d8-df f6-f7 fe-ff")
          .add(BYTE, "04 0c 14 1c 24 2c 34 3c 6a 6b 70-7f 80 83 a8 b0-b7 c0-c1 c6 c8 cd e0-e7 eb")
          .add(WORD, "05 0d 15 1d 25 2d 35 3d 68 69 81 a9 b8-bf c7")
          .add(LONG, "e8 e9")
          .add(TWO, "c2 c8 ca")
          .add(EIGHT, "a0-a3")
          .add(INVALID, "06 07 0e 16 17 1e 1f 27 2f 37 3f 60-62 82 9a c4 c5 ce d4-d6 ea");

  static final Opcodes EXTENDED =
      new Opcodes()
          .add(MODRM, "00-03 0d 10-23 28-2f 38-76 78-7f 90-9f a3-a5 ab-c7 d0-ff")
          .add(BYTE, "70-73 a4 ac ba c2 c4-c6")
          .add(LONG, "80-8f")
          .add(INVALID, "04 0a 0c 0f 24-27 36 39 3b-3f a6-a7");

  private final byte[] follow = new byte[256];

  private Opcodes() {}

  /** Gives what follows an opcode, the sum of the constants. */
  int after(int opcode) {
    return follow[opcode];
  }

  private Opcodes add(int what, String opcodes) {
    for (String span : opcodes.split(" ")) {
      int first = Integer.parseInt(span.substring(0, 2), 16);
      int last = Integer.parseInt(span.substring(span.length() - 2), 16);
      for (int opcode = first; opcode <= last; opcode++) {
        follow[opcode] |= (byte) what;
      }
    }
    return this;
  }
}
