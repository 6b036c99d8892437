package dev.stuckpod.goroutines.stack;

import dev.stuckpod.goroutines.calls.CallSite;
import dev.stuckpod.goroutines.calls.CallSites;
import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;

/** Follows a stack outwards, as gentraceback and unwinder in src/runtime/traceback.go do. */
public final class Unwinder {

  private final CallSites sites;
  private final Arch arch;
  private final Frames frames = new Frames();
  private long sp;
  private long pc;
  private long lr;

  /** Follows stacks of one program. */
  public Unwinder(CallSites sites, Arch arch) {
    this.sites = sites;
    this.arch = arch;
  }

  /**
   * Follows a stack to its end, or as far as it makes sense.
   *
   * @return valid until the next call
   */
  public Frames follow(StackCopy stack, Registers from) throws IOException {
    frames.clear();
    sp = from.sp();
    pc = from.pc();
    lr = arch.hasLinkRegister() ? from.lr() : 0;
    if (pc == 0) { // a nil function was called
      pc = stack.word(sp);
      sp += arch.returnAddress();
    }
    try {
      frames.end(walk(stack, from.inSystemCall()));
    } catch (MalformedException bad) {
      frames.end(bad.what());
    }
    return frames;
  }

  private String walk(StackCopy stack, boolean inSystemCall)
      throws IOException, MalformedException {
    boolean exact = false;
    while (true) {
      boolean innermost = frames.size() == 0;
      CallSite site = sites.at(pc, exact);
      if (site == null) {
        return "no function is at 0x" + Long.toHexString(pc);
      }
      if (site.depth() < 0) {
        return "the depth of the stack is not known in " + site.function().name();
      }
      long fp = sp + site.depth() + arch.returnAddress();
      frames.add(site, sp, fp, pc);
      if (site.function().isTop()) {
        return "";
      }
      if (site.function().setsStackPointer() && !(innermost && inSystemCall)) {
        return site.function().name() + " sets the stack pointer";
      }
      long next = returnPc(stack, fp, innermost);
      if (next == 0) {
        return stack.hasFailed() ? "the stack cannot be read further" : "a return address is 0";
      }
      boolean moves = fp > sp || (fp == sp && (innermost || exact));
      if (fp > stack.high() || !moves) {
        return "a frame leaves the stack";
      }
      exact = site.function().isInjected();
      sp = fp;
      pc = next;
      lr = 0;
      if (exact && arch.hasLinkRegister()) {
        takeSavedLink(stack);
      }
    }
  }

  private long returnPc(StackCopy stack, long fp, boolean innermost) throws IOException {
    if (!arch.hasLinkRegister()) {
      return stack.word(fp - 8);
    }
    return lr == 0 || (innermost && sp < fp) ? stack.word(sp) : lr;
  }

  /** The signal handler saved the link register on the stack before it faked the call. */
  private void takeSavedLink(StackCopy stack) throws IOException, MalformedException {
    long saved = stack.word(sp);
    sp += 16;
    CallSite site = sites.at(pc, true);
    if (site == null) {
      pc = saved;
    } else if (site.depth() == 0) {
      lr = saved;
    }
  }
}
