package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.line.Bytes;

/**
 * Follows the stack pointers that SIGQUIT dumps print with each frame: a frame ends ({@code fp})
 * where the next one begins ({@code sp}). Where that is not so, the frames are of two goroutines,
 * and what stood between them is missing. Frames of the runtime are left out: it switches stacks.
 */
final class StackChain {

  private static final byte[] FP = Bytes.of(" fp=0x");
  private static final byte[] SP = Bytes.of(" sp=0x");
  private static final byte[] RUNTIME = Bytes.of("runtime.");

  private long end;
  private boolean runtime;
  private boolean nextIsRuntime;
  private boolean torn;

  /** A goroutine begins. */
  void reset() {
    end = 0;
    torn = false;
  }

  /** A frame's call. */
  void call(byte[] b, int from, int to) {
    nextIsRuntime = Bytes.startsWith(b, from, to, RUNTIME);
  }

  /** A frame's position; tells whether it is the first of this goroutine that does not fit. */
  boolean tears(byte[] b, int from, int to) {
    int fp = Bytes.indexOf(b, from, to, FP);
    int sp = fp < 0 ? -1 : Bytes.indexOf(b, fp + FP.length, to, ' ');
    if (sp < 0 || !Bytes.startsWith(b, sp, to, SP)) {
      return false; // inlined, or a dump without them
    }
    int pc = Bytes.indexOf(b, sp + SP.length, to, ' ');
    long begin = Bytes.hex(b, sp + SP.length, pc < 0 ? to : pc);
    boolean fits = end == 0 || begin == end || runtime || nextIsRuntime;
    end = Bytes.hex(b, fp + FP.length, sp);
    runtime = nextIsRuntime;
    if (fits || torn) {
      return false;
    }
    torn = true;
    return true;
  }
}
