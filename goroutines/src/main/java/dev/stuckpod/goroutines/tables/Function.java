package dev.stuckpod.goroutines.tables;

/**
 * A function, runtime._func.
 *
 * @param entry its first pc
 * @param name as the linker has it, one char per byte
 * @param stackValues pcsp: table of the stack depth
 * @param fileValues pcfile: table of file numbers
 * @param lineValues pcln: table of lines
 * @param unit cuOffset: where its compilation unit's file numbers begin
 * @param flags bit 0 is where a stack ends, bit 1 where the stack pointer is written
 * @param lists address of the lists of pc tables and function data
 * @param pcTables how many of these
 * @param functionData how many of those
 */
public record Function(
    long entry,
    String name,
    int stackValues,
    int fileValues,
    int lineValues,
    int unit,
    int flags,
    long lists,
    int pcTables,
    int functionData) {

  /** Whether a stack ends here: goexit, mstart and the like. */
  public boolean isTop() {
    return (flags & 1) != 0;
  }

  /** Whether the stack pointer is set here, so that the way back is not known. */
  public boolean setsStackPointer() {
    return (flags & 2) != 0 && !name.equals("runtime.cgocallback");
  }

  /** Whether a signal handler makes it look called, at any instruction. */
  public boolean isInjected() {
    return switch (name) {
      case "runtime.sigpanic", "runtime.asyncPreempt", "runtime.debugCallV2" -> true;
      default -> false;
    };
  }
}
