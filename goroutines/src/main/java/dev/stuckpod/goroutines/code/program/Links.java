package dev.stuckpod.goroutines.code.program;

import dev.stuckpod.goroutines.code.program.FunctionCode.Link;
import dev.stuckpod.goroutines.code.program.LockFunctions.SlowPath;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.x86.Instruction;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the inlined fast paths of locks: an atomic instruction, and the one slow path that can
 * follow it. The slow path names kind and lock; the tree of inlined calls does not, as an atomic
 * instruction is often attributed to the caller.
 */
public final class Links {

  /** A slow path is no farther than so many instructions. */
  private static final int FARTHEST = 24;

  /** Around an attempt's atomic instruction, so many before and behind belong to it. */
  private static final int BEFORE = 6;

  private static final int BEHIND = 5;

  private final Binary binary;
  private final FunctionCode code;

  /** Looks through the code of a function. */
  public Links(Binary binary, FunctionCode code) {
    this.binary = binary;
    this.code = code;
  }

  /** Finds all. */
  public void find(Map<Long, Link> into) throws IOException, MalformedException {
    for (int i = 0; i < code.size(); i++) {
      Instruction x = code.at(i);
      if (!x.isExchange() && !x.isAtomicAdd()) {
        continue;
      }
      long call = firstCall(i + 1);
      SlowPath path = call == 0 ? null : LockFunctions.slowPath(name(call));
      if (path != null) {
        into.put(x.pc(), new Link(path, call));
      } else if (x.isExchange()) {
        Kind kind = attempt(i);
        if (kind != null) {
          int word = kind == Kind.READ ? LockFunctions.READERS : 0;
          into.put(x.pc(), new Link(new SlowPath(kind, 1, word, 0), 0));
        }
      }
    }
  }

  private String name(long call) {
    return code.calls().getOrDefault(call, "");
  }

  /** Finds the call of a slow path that follows on some way; 0 where another call does. */
  private long firstCall(int from) {
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> ways = new ArrayDeque<>();
    ways.push(from);
    long best = 0;
    while (!ways.isEmpty()) {
      int i = ways.pop();
      for (int n = 0; i < code.size() && n < FARTHEST && seen.add(i); n++, i++) {
        Instruction x = code.at(i);
        if (x.isCall()) {
          boolean slow = LockFunctions.slowPath(name(x.pc())) != null;
          best = slow && (best == 0 || x.pc() < best) ? x.pc() : best;
          break;
        }
        if (x.has(Instruction.LOCK)
            || x.isReturn()
            || x.isTrap()
            || x.isIndirectCall()
            || x.isIndirectJump()) {
          break;
        }
        if (x.isJump() || x.isBranch()) {
          int target = code.indexOf(x.target());
          if (target >= 0) {
            ways.push(target);
          }
          if (x.isJump()) {
            break;
          }
        }
      }
    }
    return best;
  }

  private @Nullable Kind attempt(int i) throws IOException, MalformedException {
    int end = Math.min(code.size(), i + BEHIND);
    for (int k = Math.max(0, i - BEFORE); k < end; k++) {
      for (String name : binary.inlined(code.function(), code.at(k).pc())) {
        Kind kind = LockFunctions.attempt(name);
        if (kind != null) {
          return kind;
        }
      }
    }
    return null;
  }
}
