package dev.stuckpod.goroutines.code.x86;

/** Operands as text. */
public final class Operands {

  private static final String[] NAMES =
      "rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15".split(" ");

  private Operands() {}

  /** Writes {@code [base+index*scale+displacement]}. */
  static String text(Address a) {
    String base = a.base() < 0 ? "" : name(a.base());
    String index = a.index() < 0 ? "" : name(a.index()) + "*" + a.scale();
    String both = base.isEmpty() || index.isEmpty() ? base + index : base + "+" + index;
    return "[" + both + displacement(a.displacement(), both.isEmpty()) + "]";
  }

  /** Writes {@code displacement(%base,%index,scale)}, as objdump does. */
  public static String atAndT(Address a, boolean withDisplacement) {
    long d = a.displacement();
    String offset = d == 0 ? "" : (d < 0 ? "-0x" : "0x") + Long.toHexString(Math.abs(d));
    String base = a.base() < 0 ? "" : "%" + name(a.base());
    String index = a.index() < 0 ? "" : ",%" + name(a.index()) + "," + a.scale();
    return (withDisplacement ? offset : "") + "(" + base + index + ")";
  }

  /** Gives the name of a register of 64 bits. */
  public static String name(int register) {
    return NAMES[register];
  }

  private static String displacement(long d, boolean alone) {
    String digits = "0x" + Long.toHexString(Math.abs(d));
    return d == 0 && !alone ? "" : d < 0 ? "-" + digits : alone ? digits : "+" + digits;
  }
}
