package dev.stuckpod.goroutines.code.program;

import dev.stuckpod.goroutines.code.program.LockFunctions.SlowPath;
import dev.stuckpod.goroutines.code.x86.Instruction;
import dev.stuckpod.goroutines.tables.Function;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of a function, decoded.
 *
 * @param end where the next function begins
 * @param instructions in order, without padding
 * @param index of each instruction, by pc
 * @param leaders places that jumps lead to or that follow them
 * @param calls names of the functions that calls and jumps out of this one go to, by pc
 * @param jumps where the jumps through tables go, by pc
 * @param links inlined fast paths of locks, by the pc of the atomic instruction
 * @param mask where the mask of open-coded defers lies in the frame; 0 where there is none
 */
public record FunctionCode(
    Function function,
    long end,
    List<Instruction> instructions,
    Map<Long, Integer> index,
    Set<Long> leaders,
    Map<Long, String> calls,
    Map<Long, List<Long>> jumps,
    Map<Long, Link> links,
    int mask) {

  /**
   * An inlined fast path.
   *
   * @param path what it does
   * @param call pc of the call of its slow path; 0 where it is an attempt, which has none
   */
  public record Link(SlowPath path, long call) {}

  /** Gives its first pc. */
  public long entry() {
    return function.entry();
  }

  /** Gives its name. */
  public String name() {
    return function.name();
  }

  /** Gives an instruction, by number. */
  public Instruction at(int i) {
    return instructions.get(i);
  }

  /** Tells how many instructions there are. */
  public int size() {
    return instructions.size();
  }

  /** Gives the number of the instruction at a pc; -1 for none. */
  public int indexOf(long pc) {
    return index.getOrDefault(pc, -1);
  }

  /** Gives the name of the function that a call or a jump goes to; null where it is not known. */
  public @Nullable String callee(Instruction x) {
    return calls.get(x.pc());
  }

  /** Whether a call at a pc is the slow path of an inlined fast path. */
  public boolean isSlowPath(long call) {
    return acquiring(call) != null || links.values().stream().anyMatch(link -> link.call() == call);
  }

  /** Gives what the slow path that is called at a pc acquires; null where it acquires nothing. */
  public @Nullable SlowPath acquiring(long call) {
    for (Link link : links.values()) {
      if (link.call() == call && link.path().change() > 0) {
        return link.path();
      }
    }
    return null;
  }

  /** Whether locks are taken or released here, and not only in callees. */
  public boolean isDirect() {
    return !links.isEmpty()
        || calls.values().stream()
            .anyMatch(
                name ->
                    LockFunctions.effect(name) != null
                        || LockFunctions.slowPath(name) != null
                        || LockFunctions.attempt(name) != null
                        || LockFunctions.isAdd(name));
  }

  /** Whether a WaitGroup's count is changed here. */
  public boolean changesCount() {
    return calls.values().stream()
        .anyMatch(name -> LockFunctions.isAdd(name) || LockFunctions.isDone(name));
  }

  /** Whether functions are called that only the process can tell. */
  public boolean callsIndirectly() {
    return instructions.stream().anyMatch(Instruction::isIndirectCall);
  }
}
