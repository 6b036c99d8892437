package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.FunctionCode;
import dev.stuckpod.goroutines.code.program.Packages;
import dev.stuckpod.goroutines.code.x86.Instruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Tells jumps back that close a loop from those that come back from code put out of line. */
final class Loops {

  private final FunctionCode code;
  private final Map<Jump, Boolean> known = new HashMap<>();

  private record Jump(long head, long tail) {}

  Loops(FunctionCode code) {
    this.code = code;
  }

  /** Whether the jump at a tail can be reached from where it goes. */
  boolean isLoop(long head, long tail) {
    return known.computeIfAbsent(new Jump(head, tail), this::reaches);
  }

  private boolean reaches(Jump jump) {
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> ways = new ArrayDeque<>();
    ways.push(code.indexOf(jump.head()));
    while (!ways.isEmpty()) {
      for (int i = ways.pop(); i >= 0 && i < code.size() && seen.add(i); i++) {
        Instruction x = code.at(i);
        if (x.pc() == jump.tail()) {
          return true;
        }
        if (x.isJump() || x.isBranch()) {
          ways.push(code.indexOf(x.target()));
        }
        if (x.isIndirectJump()) {
          code.jumps()
              .getOrDefault(x.pc(), List.of())
              .forEach(target -> ways.push(code.indexOf(target)));
        }
        if (x.isJump() || x.isIndirectJump() || x.isReturn() || x.isTrap() || isEnd(x)) {
          break;
        }
      }
    }
    return false;
  }

  private boolean isEnd(Instruction x) {
    return x.isCall() && !Packages.returns(Objects.requireNonNullElse(code.callee(x), "?"));
  }
}
