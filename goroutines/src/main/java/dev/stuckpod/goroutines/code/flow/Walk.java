package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.FunctionCode;
import dev.stuckpod.goroutines.code.program.Packages;
import dev.stuckpod.goroutines.code.state.Merging;
import dev.stuckpod.goroutines.code.state.Renaming;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.x86.Instruction;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes all ways through a function, in a bounded number of steps and states. States that differ in
 * what is held, or in what is due, are kept apart, so the analysis is sensitive to paths in just
 * what matters here.
 */
final class Walk {

  /** States of one place that are kept apart. */
  private static final int MOST_APART = 12;

  private static final int STEPS = 5000;
  private static final int STEPS_PER_INSTRUCTION = 100;

  /** Words that the states of one function may take. */
  private static final int MOST_ROOM = 200_000;

  private static final int MOST_RETURNS = 512;

  /** All those that are not kept apart. */
  private static final State.Key REST =
      new State.Key(null, Map.of(Lock.unknown(Kind.CLOSURE), Range.NONE));

  private final Context context;
  private final FunctionCode code;
  private final Steps steps;
  private final Calls calls;
  private final Branches branches;
  private final Loops loops;

  private final NavigableMap<Long, Map<State.Key, Kept>> states = new TreeMap<>();
  private final Set<Map<Lock, Range>> returns = new LinkedHashSet<>();
  private final Deque<Work> work = new ArrayDeque<>();
  private int budget;
  private final int mostRoom;
  private int room;
  private boolean complete = true;

  private record Kept(State state, Merging merging) {}

  private record Work(long pc, State.Key key) {}

  /**
   * Goes through a function.
   *
   * @param depth how many functions are being followed above it: the deeper, the less room there is
   */
  Walk(Context context, Calls.Summaries summaries, int depth) {
    this.context = context;
    mostRoom = MOST_ROOM / (1 + depth);
    room = mostRoom;
    code = context.code();
    steps = new Steps(context);
    calls = new Calls(context, summaries);
    loops = new Loops(code);
    branches = new Branches(code, this::flow);
    budget = STEPS + STEPS_PER_INSTRUCTION * code.size();
  }

  /** Goes from the entry. */
  void fromEntry() throws IOException, MalformedException {
    from(code.entry(), State.atEntry());
  }

  /** Goes from some place. */
  void from(long pc, State state) throws IOException, MalformedException {
    flow(pc, state, -1);
    while (!work.isEmpty() && complete) {
      Work next = work.pop();
      State kept =
          Objects.requireNonNull(Objects.requireNonNull(states.get(next.pc())).get(next.key()))
              .state();
      block(next.pc(), kept.copy());
    }
    complete &= work.isEmpty();
  }

  /** Whether all ways were gone. */
  boolean isComplete() {
    return complete;
  }

  int room() {
    return mostRoom - room;
  }

  /** Gives the states where ways part or meet, by pc. */
  NavigableMap<Long, List<State>> states() {
    NavigableMap<Long, List<State>> found = new TreeMap<>();
    states.forEach((pc, apart) -> found.put(pc, apart.values().stream().map(Kept::state).toList()));
    return found;
  }

  /** Gives what is held where the function returns, whatever the way. */
  Map<Lock, Range> returns() {
    List<Map<Lock, Range>> possible =
        returns.stream().filter(held -> !State.isImpossible(held)).toList();
    Map<Lock, Range> all = new LinkedHashMap<>();
    List<Map<Lock, Range>> each = possible.isEmpty() ? List.copyOf(returns) : possible;
    each.forEach(held -> held.keySet().forEach(lock -> all.putIfAbsent(lock, Range.NONE)));
    all.replaceAll(
        (lock, _) ->
            each.stream()
                .map(held -> held.getOrDefault(lock, Range.NONE))
                .reduce(Range::or)
                .orElse(Range.NONE));
    return all;
  }

  private void flow(long pc, State from, long back) {
    if (code.indexOf(pc) < 0) {
      return;
    }
    State state = from.copy();
    boolean loop = back >= 0 && loops.isLoop(pc, back);
    Map<State.Key, Kept> apart = states.computeIfAbsent(pc, _ -> new LinkedHashMap<>(2));
    if (loop) {
      Renaming.apply(state, pc, back);
      apart.values().forEach(before -> Renaming.forgetCounters(state, before.state(), pc));
    }
    State.Key key = state.key();
    Kept before = apart.get(key);
    if (before == null && apart.size() >= MOST_APART) {
      key = REST;
      before = apart.get(key);
    }
    if (before == null) {
      keep(pc, key, state, apart);
      return;
    }
    if (before.merging().hasNames()) {
      context.forgetJoin(state, pc);
    }
    if (before.merging().merge(before.state(), state)) {
      work.push(new Work(pc, key));
    }
  }

  private void keep(long pc, State.Key key, State state, Map<State.Key, Kept> apart) {
    room -= state.weight();
    complete &= room > 0;
    apart.put(key, new Kept(state, new Merging(pc)));
    work.push(new Work(pc, key));
  }

  /** Goes on to where ways part or meet. */
  private void block(long pc, State s) throws IOException, MalformedException {
    boolean first = true;
    for (int i = code.indexOf(pc); i < code.size(); i++) {
      Instruction x = code.at(i);
      if (--budget <= 0) {
        complete = false;
        return;
      }
      if (!first && code.leaders().contains(x.pc())) {
        flow(x.pc(), s, -1);
        return;
      }
      first = false;
      if (x.isBranch()) {
        branches.take(s, x);
        return;
      }
      if (x.isJump()) {
        jump(s, x);
        return;
      }
      if (x.isIndirectJump()) {
        code.jumps().getOrDefault(x.pc(), List.of()).forEach(target -> flow(target, s, -1));
        return;
      }
      if (x.isReturn() || x.isTrap() || !within(s, x)) {
        if (x.isReturn()) {
          leave(s);
        }
        return;
      }
    }
  }

  /** Runs an instruction that goes on to the next; false where it does not. */
  private boolean within(State s, Instruction x) throws IOException, MalformedException {
    if (x.isCall()) {
      String callee = Objects.requireNonNullElse(code.callee(x), "?");
      if (!Packages.returns(callee)) {
        return false;
      }
      if (callee.equals("runtime.deferreturn")) {
        Calls.deferReturn(s);
      }
      calls.direct(s, x);
    } else if (x.isIndirectCall()) {
      calls.indirect(s, x);
    } else {
      steps.step(s, x);
    }
    return true;
  }

  private void jump(State s, Instruction x) throws IOException, MalformedException {
    if (code.callee(x) == null) {
      flow(x.target(), s, x.immediate() < 0 ? x.pc() : -1);
    } else if (Packages.returns(Objects.requireNonNull(code.callee(x)))) { // a tail call
      calls.direct(s, x);
      leave(s);
    }
  }

  private void leave(State s) {
    if (returns.size() < MOST_RETURNS) {
      returns.add(new LinkedHashMap<>(s.held));
    } else {
      complete = false;
    }
  }

  /**
   * Goes from a place that ways lead to, up to an instruction.
   *
   * @param isCall whether the pc is where a call returns to: then it is the call that is looked for
   * @return the state just before it; null where it is not reached
   */
  static @Nullable Reached replay(
      Context context, Calls.Summaries summaries, long leader, State from, long pc, boolean isCall)
      throws IOException, MalformedException {
    var walk = new Walk(context, summaries, 0);
    State s = from.copy();
    FunctionCode code = context.code();
    for (int i = code.indexOf(leader); i >= 0 && i < code.size(); i++) {
      Instruction x = code.at(i);
      if (x.pc() != leader && code.leaders().contains(x.pc())) {
        return null;
      }
      if (isCall ? x.next() == pc : x.pc() == pc) {
        return new Reached(s, x);
      }
      if (x.isBranch() || x.isJump() || x.isIndirectJump() || x.isReturn() || !walk.within(s, x)) {
        return null;
      }
    }
    return null;
  }
}
