package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.code.program.FunctionCode;
import dev.stuckpod.goroutines.code.program.StackObjects;
import dev.stuckpod.goroutines.code.state.Facts;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * A function, followed from its entry.
 *
 * @param complete whether all ways were gone
 * @param states where ways part or meet, by pc
 * @param returns what is held where it returns
 * @param whole whether all calls were looked into as deep as is ever looked
 * @param depth how many functions were being followed above it
 */
record Analysis(
    FunctionCode code,
    Facts facts,
    boolean complete,
    NavigableMap<Long, List<State>> states,
    Map<Lock, Range> returns,
    boolean whole,
    int depth,
    int weight) {

  /** Variables whose address is taken late are known in the next round only. */
  private static final int MOST_ROUNDS = 3;

  private static final int WORDS_PER_INSTRUCTION = 16;

  boolean isAsGoodAt(int otherDepth) {
    return whole || depth <= otherDepth;
  }

  static Analysis of(Binary binary, FunctionCode code, Calls.Summaries summaries, Depth depth)
      throws IOException, MalformedException {
    Facts facts = new Facts(StackObjects.of(binary, code.function()));
    boolean outer = depth.isCut();
    depth.cut(false);
    Walk walk;
    int before;
    int round = 0;
    do {
      before = facts.taken().size();
      facts.forgetGuards();
      walk = new Walk(new Context(binary, code, facts, null), summaries, depth.size() - 1);
      walk.fromEntry();
      round++;
    } while (facts.taken().size() > before && round < MOST_ROUNDS && walk.isComplete());
    boolean cut = depth.isCut();
    depth.cut(outer || cut);
    boolean settled = facts.taken().size() == before;
    return new Analysis(
        code,
        facts,
        walk.isComplete() && settled,
        walk.states(),
        walk.returns(),
        !cut,
        depth.size(),
        walk.room() + WORDS_PER_INSTRUCTION * code.size() + facts.weight());
  }
}
