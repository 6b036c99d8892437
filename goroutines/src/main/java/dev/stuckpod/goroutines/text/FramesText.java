package dev.stuckpod.goroutines.text;

import dev.stuckpod.goroutines.calls.Arguments;
import dev.stuckpod.goroutines.calls.Call;
import dev.stuckpod.goroutines.calls.CallSite;
import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.stack.Frames;
import dev.stuckpod.goroutines.stack.StackCopy;
import java.io.IOException;
import java.util.List;

/** Prints the calls of a stack, as traceback2 and printArgs in src/runtime/traceback.go do. */
final class FramesText {

  private static final int END = 50;

  private final Arch arch;
  private final boolean bothEnds;

  FramesText(Arch arch, boolean bothEnds) {
    this.arch = arch;
    this.bothEnds = bothEnds;
  }

  void print(Frames frames, StackCopy stack, Text out) throws IOException {
    int calls = frames.calls();
    if (!bothEnds) {
      printCalls(frames, stack, 0, frames.firstCalls(), out);
      if (frames.firstCalls() == Frames.INNER) {
        out.add("...additional frames elided...\n");
      }
    } else if (calls <= 2 * END) {
      printCalls(frames, stack, 0, calls, out);
    } else {
      printCalls(frames, stack, 0, END, out);
      out.add("...").add((long) calls - 2 * END).add(" frames elided...\n");
      printCalls(frames, stack, calls - END, calls, out);
    }
  }

  /** Prints the calls of some numbers, counted from the innermost. */
  private void printCalls(Frames frames, StackCopy stack, int from, int to, Text out)
      throws IOException {
    // of the outermost frames the numbers are known from the other end only
    boolean atEnd = to == frames.calls() && from > 0;
    int frame = atEnd ? frames.size() : 0;
    int number = atEnd ? to : 0;
    while (atEnd && number > from) {
      number -= frames.site(--frame).calls().size();
    }
    for (; frame < frames.size() && number < to; frame++) {
      CallSite site = frames.site(frame);
      List<Call> calls = site.calls();
      for (int i = 0; i < calls.size(); i++, number++) {
        if (number >= from && number < to) {
          boolean inlined = i < calls.size() - 1;
          out.add(calls.get(i).name()).add('(');
          if (inlined) {
            out.add("...");
          } else {
            printArguments(site.arguments(), stack, frames.fp(frame) + arch.minimumFrame(), out);
          }
          out.add(")\n\t").add(calls.get(i).position());
          if (!inlined) {
            printNumbers(frames, frame, out);
          }
          out.add('\n');
        }
      }
    }
  }

  private static void printNumbers(Frames frames, int frame, Text out) {
    long offset = frames.pc(frame) - frames.site(frame).function().entry();
    if (offset > 0) {
      out.add(" +").hex(offset);
    }
    out.add(" fp=").hex(frames.fp(frame));
    out.add(" sp=").hex(frames.sp(frame));
    out.add(" pc=").hex(frames.pc(frame));
  }

  private static void printArguments(Arguments arguments, StackCopy stack, long at, Text out)
      throws IOException {
    boolean first = true;
    for (int i = 0; i < arguments.size(); i++) {
      int step = arguments.step(i);
      if (step == Arguments.CLOSE) {
        out.add('}');
        first = false;
        continue;
      }
      if (!first) {
        out.add(", ");
      }
      first = step == Arguments.OPEN;
      switch (step) {
        case Arguments.OPEN -> out.add('{');
        case Arguments.MORE -> out.add("...");
        case Arguments.FAR -> out.add('_');
        default -> {
          out.hex(stack.value(at + Arguments.offset(step), Arguments.size(step)));
          if (!Arguments.isAlive(step)) {
            out.add('?');
          }
        }
      }
    }
  }
}
