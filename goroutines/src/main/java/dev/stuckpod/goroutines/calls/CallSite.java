package dev.stuckpod.goroutines.calls;

import dev.stuckpod.goroutines.tables.Function;
import java.util.List;

/**
 * All that is the same whenever a stack goes through a pc.
 *
 * @param depth bytes between the stack pointer and the return address; negative where the tables do
 *     not tell
 * @param calls inlined calls, the innermost first, and last the function itself
 * @param arguments of the function itself
 */
public record CallSite(Function function, int depth, List<Call> calls, Arguments arguments) {

  int weight() {
    return calls.stream().mapToInt(Call::weight).sum() + arguments.weight() + 200;
  }
}
