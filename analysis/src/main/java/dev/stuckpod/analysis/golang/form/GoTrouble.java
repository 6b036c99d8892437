package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.model.StackTrace;
import java.util.List;

/** Counts what is cut, missing or foreign in a goroutine dump, and judges whether it is whole. */
final class GoTrouble {
  private int stray;
  private int straySinceBlock;
  private int lostFrames;
  private boolean placed;
  private int tornStacks;
  private int elidedStacks;
  private int openBottoms;
  private boolean lastBottomOpen;
  private int registers;
  private int droppedFrames;
  private boolean cutHeader;

  void header() {
    cutHeader = false;
    stray += straySinceBlock;
    straySinceBlock = 0;
    lastBottomOpen = false;
  }

  /** A line that begins like a header and does not end like one. */
  void cutHeader() {
    cutHeader = true;
  }

  /** A line that belongs to no goroutine: between the first and the last one it is foreign. */
  void stray(boolean position) {
    if (position) {
      lostFrames++;
    } else {
      straySinceBlock++;
    }
  }

  void lostFrame() {
    lostFrames++;
  }

  /** A call has its position. */
  void placed() {
    placed = true;
  }

  /** Whether any call of the dump has its position. */
  boolean isPlaced() {
    return placed;
  }

  /** Frames of two goroutines in one. */
  void torn() {
    tornStacks++;
  }

  void elided() {
    elidedStacks++;
    lastBottomOpen = false;
  }

  void register() {
    registers++;
  }

  /** Whether the register block that ends a SIGQUIT dump was seen. */
  boolean ended() {
    return registers > 0;
  }

  void block(int dropped) {
    stray += straySinceBlock;
    straySinceBlock = 0;
    droppedFrames += dropped;
  }

  /** Looks at the outermost frame: every goroutine but the first was created by someone. */
  void bottom(StackTrace stack, String id) {
    if (lastBottomOpen) {
      openBottoms++;
    }
    int n = stack.frames().size();
    String outermost = n == 0 ? "" : stack.frames().get(n - 1).function();
    lastBottomOpen =
        stack.createdBy() == null
            && n > 0
            && !outermost.startsWith("runtime.")
            && !outermost.equals("main.main")
            && !id.equals("1")
            && !id.equals("0")
            && !id.isEmpty();
  }

  /** Judges and says why. */
  boolean complete(boolean signalled, boolean open, boolean newline, List<String> problems) {
    boolean complete = true;
    if (lostFrames > 0) {
      problems.add(
          placed
              ? lostFrames + " frames are cut: a piece of the dump is missing"
              : "no call has its position (file and line), or the dump is cut");
      complete = false;
    } else if (tornStacks > 0) {
      problems.add(
          tornStacks + " stacks are of two goroutines each: a piece of the dump is missing");
      complete = false;
    } else if (openBottoms > 0) {
      problems.add(openBottoms + " stacks lack their outer frames: a piece of the dump is missing");
      complete = false;
    }
    if (signalled && registers == 0) {
      problems.add("the end of the dump (the register block) is missing");
      complete = false;
    } else if (lastBottomOpen) {
      problems.add("the last stack is cut");
      complete = false;
    } else if ((open || cutHeader) && !newline && registers == 0) {
      problems.add("the last line is cut");
      complete = false;
    }
    if (droppedFrames > 0) {
      problems.add(droppedFrames + " frames of very deep stacks were dropped");
      complete = false;
    }
    if (elidedStacks > 0) {
      problems.add(elidedStacks + " stacks are elided by the Go runtime");
    }
    if (stray > 0) {
      problems.add(stray + " foreign lines in the dump were skipped");
    }
    return complete;
  }
}
